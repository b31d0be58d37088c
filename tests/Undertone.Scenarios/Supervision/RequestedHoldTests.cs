using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>Who hears whom while an integration holds a call (promise P3), through <c>call/hold</c> and <c>call/unhold</c>.</summary>
[Collection(SharedServer.Name)]
public sealed class RequestedHoldTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;
    private const string Other = SupervisedCall.Caller;
    private const string Supervisor = "3000";

    [Theory]
    [InlineData(Target)]
    [InlineData(Other)]
    public async Task TheHeldCallIsSilent_ButForTheTargetAndHerSupervisor_InEveryMode(string holder)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync(Supervisor, Target, Mode.Listen);
        string channel = await call.Api.ChannelOfAsync(holder);

        Assert.Equal($$"""{"errcode":0,"errmsg":"SUCCESS","call_id":"{{call.CallId}}"}""", await PostAsync(call, "call/hold", channel));
        Assert.Equal(channel, await call.Api.ChannelOfAsync(holder, "HOLD"));
        foreach (string mode in (string[])[Mode.Listen, Mode.Whisper, Mode.Barge])
        {
            await call.SwitchAsync(supervisor, mode);
            await call.AssertHearingAsync($"{mode}, {holder} holds by request", new Dictionary<string, string[]>
            {
                [Target] = mode == Mode.Listen ? [] : [Supervisor],
                [Other] = [],
                [Supervisor] = [Target],
            });
        }

        Assert.Equal($$"""{"errcode":0,"errmsg":"SUCCESS","call_id":"{{call.CallId}}"}""", await PostAsync(call, "call/unhold", channel));
        await call.AssertHearingAsync("Barge after resume");
    }

    private static async Task<string> PostAsync(SupervisedCall call, string endpoint, string channel)
        => (await call.Api.PostAsync(endpoint, $$"""{"channel_id":"{{channel}}"}""")).ToJsonString();
}
