using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers.Sipp;

namespace Undertone.Scenarios.Peers;

/// <summary>SIPp as a phone that registers.</summary>
[Collection(IndependentPeers.Name)]
public sealed class SippRegistrationTests(PeersServer peers)
{
    private ServerProcess Server => peers.Server;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_phone_registers_with_a_digest_refreshes_asks_and_unregisters(bool overTcp)
        => SippProcess.PlayAsync(Server, new SippRun("registers-and-leaves", "2008") { OverTcp = overTcp });

    [Fact]
    public async Task Contact_star_removes_what_another_dialog_has_registered()
    {
        await SippProcess.PlayAsync(Server, new SippRun("registers", "2007"));
        await SippProcess.PlayAsync(Server, new SippRun("unregisters-all", "2007"));
    }

    [Fact]
    public Task Twenty_registrations_at_twenty_a_second_all_succeed()
        => SippProcess.PlayAsync(Server, new SippRun("registers-once", "2006") { Calls = 20, CallsPerSecond = 20 });

    [Theory]
    [InlineData("2008", "wrong", 60, 403)]
    [InlineData("7777", "wrong", 60, 403)]
    [InlineData("2008", null, 5, 423)]
    public Task A_registration_that_must_not_be_is_refused(string number, string? password, int expires, int status)
        => SippProcess.PlayAsync(Server, new SippRun("register-is-refused", number)
        {
            Password = password,
            Values = new Dictionary<string, string> { ["expires"] = $"{expires}", ["status"] = $"{status}" },
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Options_says_what_the_server_can_do(bool overTcp)
        => SippProcess.PlayAsync(Server, new SippRun("options", "2008") { OverTcp = overTcp });
}
