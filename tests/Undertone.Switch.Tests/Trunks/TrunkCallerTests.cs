using Undertone.Sip.Messages;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>Who calls whom, as an INVITE from a trunk says it.</summary>
public sealed class TrunkCallerTests
{
    private static readonly TrunkOptions Plain = new() { Name = "carrier", Address = SipUri.Create(null, "carrier.example") };
    private static readonly TrunkOptions Account = Plain with { Register = true, Username = "account" };

    [Theory]
    [InlineData("\"Ann\" <sip:5503301@carrier.example>", null, null, "5503301", "Ann")]
    [InlineData("<sip:%2b15503301@carrier.example>", null, null, "+15503301", "")]
    [InlineData("<sip:old@carrier.example>", "\"Ann\" <sip:5503301@carrier.example>", null, "5503301", "Ann")]
    [InlineData("<sip:old@carrier.example>", "<tel:+15503301>", null, "+15503301", "")]
    [InlineData("\"Anonymous\" <sip:anonymous@anonymous.invalid>", "<sip:5503301@carrier.example>", "id", "anonymous", "Anonymous")]
    [InlineData("<sip:5503301@carrier.example>", "nonsense", null, "5503301", "")]
    [InlineData("<sip:a%0d%0ab@carrier.example>", null, null, "anonymous", "")]
    [InlineData("<sip:carrier.example>", null, null, "anonymous", "")]
    public void The_caller_is_whom_the_trunk_asserts_or_else_From(string from, string? asserted, string? privacy, string number, string name)
    {
        SipRequest invite = Invite("5550001", "5550001", from);
        Add(invite, "P-Asserted-Identity", asserted);
        Add(invite, "Privacy", privacy);

        TrunkCaller caller = TrunkCaller.Of(invite, Plain);

        Assert.Equal((number, name), (caller.Number, caller.Name));
    }

    [Theory]
    [InlineData(false, "5550001", "5550009", "5550001")]
    [InlineData(false, null, "5550009", "5550009")]
    [InlineData(true, "account", "5550009", "5550009")]
    [InlineData(true, "5550001", "5550009", "5550001")]
    [InlineData(true, "account", null, "account")]
    [InlineData(false, null, null, "")]
    public void The_called_number_is_that_of_the_request_unless_it_is_our_account(bool registers, string? requested, string? to, string called)
        => Assert.Equal(called, TrunkCaller.Of(Invite(requested, to, "<sip:1@carrier.example>"), registers ? Account : Plain).Called);

    private static SipRequest Invite(string? requested, string? to, string from)
    {
        var invite = new SipRequest(SipMethod.Invite, SipUri.Create(requested, "undertone.local"));
        invite.Headers.Add("From", from);
        invite.To = new NameAddress(SipUri.Create(to, "undertone.local"));
        return invite;
    }

    private static void Add(SipRequest invite, string header, string? value)
    {
        if (value is not null)
        {
            invite.Headers.Add(header, value);
        }
    }
}
