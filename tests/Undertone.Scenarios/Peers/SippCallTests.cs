using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers.Sipp;

namespace Undertone.Scenarios.Peers;

/// <summary>Calls from one SIPp to another through the server.</summary>
[Collection(IndependentPeers.Name)]
public sealed class SippCallTests(PeersServer peers)
{
    private const string Caller = "2000";
    private const string Callee = "2001";

    private ServerProcess Server => peers.Server;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public Task A_call_is_answered_and_its_caller_hangs_up(bool callerOverTcp, bool calleeOverTcp)
        => PlayAsync(Calls("caller-hangs-up") with { OverTcp = callerOverTcp }, Takes("callee-answers") with { OverTcp = calleeOverTcp });

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public Task A_call_is_answered_and_its_callee_hangs_up(bool callerOverTcp, bool calleeOverTcp)
        => PlayAsync(Calls("caller-is-hung-up-on") with { OverTcp = callerOverTcp }, Takes("callee-hangs-up") with { OverTcp = calleeOverTcp });

    [Fact]
    public Task Twenty_calls_at_ten_a_second_all_succeed()
        => PlayAsync(Calls("caller-hangs-up") with { Calls = 20, CallsPerSecond = 10 }, Takes("callee-answers") with { Calls = 20 });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_caller_gives_up_while_it_rings(bool overTcp)
        => PlayAsync(Calls("caller-cancels") with { OverTcp = overTcp }, Takes("callee-is-cancelled") with { OverTcp = overTcp });

    [Theory]
    [InlineData("486")]
    [InlineData("603")]
    public Task A_refusal_reaches_the_caller_as_it_is(string status)
    {
        var values = new Dictionary<string, string> { ["status"] = status };
        return PlayAsync(Calls("caller-is-refused") with { Values = values }, Takes("callee-refuses") with { Values = values });
    }

    [Theory]
    [InlineData("1234567", "404")]
    [InlineData("2005", "480")]
    public Task A_number_that_cannot_be_reached_is_refused(string called, string status)
        => SippProcess.PlayAsync(Server, Calls("caller-is-refused") with
        {
            Called = called,
            Values = new Dictionary<string, string> { ["status"] = status },
        });

    [Theory]
    [InlineData("sendonly", "[local_ip]", "recvonly")]
    [InlineData("inactive", "[local_ip]", "inactive")]
    [InlineData("recvonly", "[local_ip]", "sendonly")]
    [InlineData("sendonly", "0.0.0.0", "recvonly")]
    [InlineData("sendrecv", "0.0.0.0", "recvonly")]
    public Task Rfc3264_6_1_HoldIsAnsweredWithItsCounterpart_AndResumes(string hold, string address, string held)
        => PlayAsync(
            Calls("caller-holds") with
            {
                Values = new Dictionary<string, string> { ["hold"] = hold, ["holdAddress"] = address, ["held"] = held },
            },
            Takes("callee-answers"));

    [Fact]
    public Task An_invite_without_an_offer_is_answered_with_one()
        => PlayAsync(Calls("caller-answers-late-offer"), Takes("callee-answers"));

    [Fact]
    public Task A_reinvite_without_an_offer_is_answered_with_one()
        => PlayAsync(Calls("caller-reinvites-without-offer"), Takes("callee-answers"));

    [Fact]
    public Task Early_media_of_the_callee_reaches_the_caller()
        => PlayAsync(Calls("caller-hears-early-media"), Takes("callee-has-early-media"));

    [Fact]
    public Task A_key_sent_as_info_reaches_a_callee_without_telephone_events()
        => PlayAsync(Calls("caller-presses-key"), Takes("callee-gets-key"));

    [Fact]
    public Task Options_within_a_call_are_answered_and_leave_it_alone()
        => PlayAsync(Calls("caller-asks-options"), Takes("callee-answers"));

    [Fact]
    public async Task An_invite_that_comes_twice_makes_one_call()
    {
        await using SimulatedPhone callee = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = "2002",
            Password = ServerProcess.PasswordOf("2002"),
            Server = Server.Sip,
            Domain = "undertone.local",
            ToneFrequencyHz = 600,
        });
        await callee.RegisterAsync();
        await using SippProcess caller = SippProcess.Start(Server, Calls("caller-repeats-invite") with { Called = "2002", WithoutRepetitions = true });
        PhoneCall call = await callee.NextIncomingCallAsync();

        // One INVITE before the challenge and two behind it: SIPp takes an answer that comes between the two for a fault.
        await caller.HasSentAsync("INVITE sip:2002@", 3);
        await call.AnswerAsync();
        await caller.SucceedsAsync();
        Assert.Single(callee.Received, received => received.Summary == "INVITE");
        await callee.UnregisterAsync();
    }

    [Fact]
    public Task An_answer_without_ack_and_a_hang_up_without_answer_are_repeated()
        => PlayAsync(Calls("caller-loses-answer") with { WithoutRepetitions = true }, Takes("callee-answers"));

    [Fact]
    public Task Every_copy_of_the_callees_answer_is_acknowledged()
        => PlayAsync(Calls("caller-hangs-up"), Takes("callee-repeats-answer") with { WithoutRepetitions = true });

    private static SippRun Calls(string scenario) => new(scenario, Caller) { Called = Callee };

    private static SippRun Takes(string scenario) => new(scenario, Callee);

    private async Task PlayAsync(SippRun caller, SippRun callee)
    {
        await using SippProcess called = await SippProcess.StartCalleeAsync(Server, callee);
        await using SippProcess calling = SippProcess.Start(Server, caller);
        await calling.SucceedsAsync();
        await called.SucceedsAsync();
        await SippProcess.PlayAsync(Server, new SippRun("unregisters-all", Callee));
    }
}
