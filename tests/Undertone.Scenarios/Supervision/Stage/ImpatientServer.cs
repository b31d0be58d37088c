using System.Text.Json.Nodes;

namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>A server whose phones ring for two seconds and whose calls take two supervisors.</summary>
public sealed class ImpatientServer : SupervisionServer
{
    /// <inheritdoc />
    protected override void Change(JsonObject configuration)
        => configuration["Calls"] = new JsonObject { ["RingTimeout"] = "2s", ["MaxMonitorsPerCall"] = 2 };
}
