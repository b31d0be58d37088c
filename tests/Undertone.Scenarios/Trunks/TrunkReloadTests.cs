using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.Trunks;

/// <summary>The operator changes the file and sends SIGHUP.</summary>
[Collection(WithTrunks.Name)]
public sealed class TrunkReloadTests(TrunkServer server)
{
    private const string Added = """{"Name":"added","Address":"sip:127.0.0.1:9","ProbeInterval":"0s"}""";

    [Fact]
    public async Task Trunks_and_routes_are_read_again_and_mistakes_change_nothing()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        await using EventSocket changes = await EventSocket.SubscribeAsync(server.Process, scene.Client, 30023);
        SimulatedPhone agent = await scene.PhoneAsync("2000", AnswerPolicy.Always);
        string before = await server.Process.ReadConfigurationAsync();
        PhoneCall running = scene.CallFromCarrier("5550001");
        await running.WaitForAsync(PhoneCallState.Talking);

        await ReloadAsync(Change(before, file => file["Trunks"]!.AsArray().Add(JsonNode.Parse(Added))));
        await ToldAsync(changes, "added", "CREATE");

        await ReloadAsync(Change(before, file => file["Trunks"]![0]!["Address"] = "nonsense"));
        await Until.TrueAsync(() => server.Process.Log.Contains("Trunks:0:Address", StringComparison.Ordinal), () => "the mistake in the log");

        await ReloadAsync(before);
        await ToldAsync(changes, "added", "DELETE");
        Assert.Equal(["added", "added"], changes.Events.Select(e => (string)e.Message["trunk_name"]!));
        Assert.Equal(PhoneCallState.Talking, running.State);
        Assert.Single(agent.Calls);
    }

    private static string Change(string configuration, Action<JsonObject> change)
    {
        JsonObject changed = JsonNode.Parse(configuration)!.AsObject();
        change(changed);
        return changed.ToJsonString();
    }

    private static Task<SeenEvent> ToldAsync(EventSocket events, string trunk, string option)
        => events.EventAsync(30023, m => (string)m["trunk_name"]! == trunk && (string)m["option"]! == option);

    private async Task ReloadAsync(string configuration)
    {
        await server.Process.WriteConfigurationAsync(configuration);
        await server.Process.HangUpSignalAsync();
    }
}
