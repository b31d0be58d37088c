using System.Text.Json.Nodes;

namespace Undertone.Scenarios.Trunks;

/// <summary>Registration with a carrier that SIPp plays.</summary>
[Collection(WithTrunks.Name)]
public sealed class TrunkRegistrationTests(TrunkServer server)
{
    [Fact]
    public async Task A_trunk_proves_its_account_to_the_registrar_and_is_told_to_be_idle()
    {
        await server.Registrar.SucceedsAsync();

        JsonObject told = (await server.TrunkEvents.EventAsync(30010, m => (string)m["trunk_name"]! == "registrar" && (int)m["status"]! == 1)).Message;
        Assert.Equal(("PJSIP", "127.0.0.1"), ((string)told["kind"]!, (string)told["registered_ip"]!));
    }

    [Fact]
    public async Task A_refused_registration_is_told()
    {
        await server.Refusing.SucceedsAsync();

        await server.TrunkEvents.EventAsync(30010, m => (string)m["trunk_name"]! == "refusing" && (int)m["status"]! == 41);
        Assert.DoesNotContain(TrunkServer.Password, server.Process.Log, StringComparison.Ordinal);
    }
}
