using System.Net;
using System.Text;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Switch.Registrar;

namespace Undertone.Switch.Tests.Registrar;

public class RegisterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly SwitchOptions Options = new() { MaxContactsPerExtension = 2 };
    private readonly LocationTable _table = new();

    [Theory]
    [InlineData("Contact: <sip:2000@192.0.2.1:5062>\r\nExpires: 600\r\n", 600)]
    [InlineData("Contact: <sip:2000@192.0.2.1:5062>;expires=60\r\nExpires: 600\r\n", 60)]
    [InlineData("Contact: <sip:2000@192.0.2.1:5062>;expires=rubbish\r\nExpires: 600\r\n", 600)]
    [InlineData("m: <sip:2000@192.0.2.1:5062>\r\n", 3600)]
    [InlineData("Contact: <sip:2000@192.0.2.1:5062>;expires=999999999\r\n", 3600)]
    [InlineData("Contact: <sip:2000@192.0.2.1:5062>;expires=0\r\n", 0)]
    public void Rfc3261_10_2_1_1_Expiry_is_that_of_the_contact_then_of_the_header_then_ours(string headers, int seconds)
    {
        Assert.True(RegisterChange.TryRead(Register(headers), Options, out RegisterChange change, out _));
        Assert.Equal(seconds, Assert.Single(change.Contacts).Expires.TotalSeconds);
    }

    [Theory]
    [InlineData("Contact: *\r\nExpires: 0\r\n", true, 0)]
    [InlineData("Contact: *\r\n", false, 400)]
    [InlineData("Contact: *\r\nExpires: 60\r\n", false, 400)]
    [InlineData("Contact: <sip:2000@192.0.2.1>;expires=5\r\n", false, 423)]
    [InlineData("Contact: <tel:+4912345>\r\n", false, 400)]
    public void Rfc3261_10_3_What_cannot_be_granted_gets_its_status(string headers, bool granted, int status)
    {
        Assert.Equal(granted, RegisterChange.TryRead(Register(headers), Options, out RegisterChange change, out int answer));
        Assert.True(granted ? change.RemoveAll : answer == status);
    }

    [Fact]
    public void A_device_registers_refreshes_and_leaves()
    {
        Apply("Contact: <sip:2000@192.0.2.1>;expires=60\r\n", sequence: 1);
        Apply("Contact: <sip:2000@192.0.2.1>;expires=120\r\n", sequence: 2);
        Binding binding = Assert.Single(_table.Find("2000", Now));
        Assert.Equal(120, binding.SecondsLeft(Now));

        Apply("Contact: <sip:2000@192.0.2.1>;expires=0\r\n", sequence: 3);
        Assert.Empty(_table.Find("2000", Now));
    }

    [Fact]
    public void The_newest_of_several_devices_comes_first_and_the_wildcard_removes_all()
    {
        Apply("Contact: <sip:2000@192.0.2.1>\r\n", 1, callId: "a");
        Apply("Contact: <sip:2000@192.0.2.2>\r\n", 1, callId: "b");
        Assert.Equal(["192.0.2.2", "192.0.2.1"], _table.Find("2000", Now).Select(b => b.Contact.Host));

        Apply("Contact: *\r\nExpires: 0\r\n", 1, callId: "c");
        Assert.Empty(_table.Find("2000", Now));
    }

    [Fact]
    public void One_device_more_than_allowed_takes_the_place_of_the_oldest()
    {
        Apply("Contact: <sip:2000@192.0.2.1>\r\n", 1, callId: "a");
        Apply("Contact: <sip:2000@192.0.2.2>\r\n", 1, callId: "b");

        Assert.Equal(RegisterVerdict.OldestDropped, Apply("Contact: <sip:2000@192.0.2.3>\r\n", 1, callId: "c"));
        Assert.Equal(["192.0.2.3", "192.0.2.2"], _table.Find("2000", Now).Select(b => b.Contact.Host));
    }

    [Fact]
    public void More_contacts_in_one_request_than_an_extension_may_have_are_refused_and_change_nothing()
    {
        Apply("Contact: <sip:2000@192.0.2.1>\r\n", 1, callId: "a");

        Assert.Equal(
            RegisterVerdict.TooManyContacts,
            Apply("Contact: <sip:2000@192.0.2.2>, <sip:2000@192.0.2.3>, <sip:2000@192.0.2.4>\r\n", 1, callId: "b"));
        Assert.Equal("192.0.2.1", Assert.Single(_table.Find("2000", Now)).Contact.Host);
    }

    [Fact]
    public void Rfc3261_10_3_Step_7_An_older_register_of_the_same_call_id_is_refused()
    {
        Apply("Contact: <sip:2000@192.0.2.1>\r\n", sequence: 5);

        Assert.Equal(RegisterVerdict.OutOfOrder, Apply("Contact: <sip:2000@192.0.2.1>;expires=0\r\n", sequence: 4));
        Assert.Single(_table.Find("2000", Now));
    }

    [Fact]
    public void A_device_behind_a_new_nat_mapping_replaces_its_old_contact()
    {
        Apply("Contact: <sip:2000@192.0.2.1:1111>\r\n", sequence: 1);
        Apply("Contact: <sip:2000@192.0.2.1:2222>\r\n", sequence: 2);

        Assert.Equal(2222, Assert.Single(_table.Find("2000", Now)).Contact.Port);
    }

    [Fact]
    public void What_has_lapsed_is_not_found_and_the_sweep_names_the_extension_once()
    {
        Apply("Contact: <sip:2000@192.0.2.1>;expires=60\r\n", sequence: 1);
        DateTimeOffset later = Now + TimeSpan.FromSeconds(61);

        Assert.Empty(_table.Find("2000", later));
        Assert.Equal("2000", Assert.Single(_table.Sweep(later)));
        Assert.Empty(_table.Sweep(later));
        Assert.Equal(0, _table.RegisteredExtensions);
    }

    private RegisterVerdict Apply(string headers, uint sequence, string callId = "a")
    {
        SipRequest request = Register(headers, sequence, callId);
        Assert.True(RegisterChange.TryRead(request, Options, out RegisterChange change, out _));
        var flow = new SipFlow(SipTransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 5060), new IPEndPoint(IPAddress.Loopback, 6000));
        return _table.Apply("2000", change, request, flow, Now, Options.MaxContactsPerExtension);
    }

    private static SipRequest Register(string headers, uint sequence = 1, string callId = "a")
    {
        string text = "REGISTER sip:undertone.local SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n"
            + $"From: <sip:2000@undertone.local>;tag=1\r\nTo: <sip:2000@undertone.local>\r\nCall-ID: {callId}\r\nCSeq: {sequence} REGISTER\r\n"
            + headers + "Content-Length: 0\r\n\r\n";
        Assert.True(SipMessageParser.TryParse(Encoding.ASCII.GetBytes(text), new SipLimits(), out SipMessage? message, out _));
        return Assert.IsType<SipRequest>(message);
    }
}
