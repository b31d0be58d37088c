using System.Text.Json.Nodes;

namespace Undertone.Scenarios.Harness;

/// <summary>The configuration of a server under test.</summary>
internal static class ServerConfiguration
{
    /// <summary>Agents 2000 to 2009 (2009 may not be monitored), supervisors 3000 to 3004 with every kind of right.</summary>
    public static JsonObject Create(int sipPort, int httpPort)
    {
        var extensions = new JsonArray();
        for (int number = 2000; number <= 2009; number++)
        {
            extensions.Add(Extension(number, "Agent", number != 2009, "Disabled"));
        }

        string[] rights = ["Extensive", "Extensive", "Listen", "Whisper", "Barge"];
        for (int i = 0; i < rights.Length; i++)
        {
            extensions.Add(Extension(3000 + i, "Supervisor", false, rights[i]));
        }

        int firstPort = 30000 + (Random.Shared.Next(0, 60) * 500);
        return new JsonObject
        {
            ["Http"] = new JsonObject { ["Urls"] = new JsonArray($"http://127.0.0.1:{httpPort}") },
            ["Sip"] = new JsonObject
            {
                ["Listen"] = new JsonArray($"udp://127.0.0.1:{sipPort}", $"tcp://127.0.0.1:{sipPort}"),
                ["Domain"] = "undertone.local",
            },
            ["Media"] = new JsonObject { ["Address"] = "127.0.0.1", ["FirstPort"] = firstPort, ["LastPort"] = firstPort + 499 },
            ["Storage"] = new JsonObject { ["Provider"] = "Sqlite", ["ConnectionString"] = "Data Source=undertone.db" },
            ["Extensions"] = extensions,
            ["Apis"] = new JsonObject
            {
                ["YeastarPSeries"] = new JsonObject
                {
                    ["Clients"] = new JsonArray(new JsonObject { ["Id"] = ServerProcess.ClientId, ["Secret"] = ServerProcess.ClientSecret }),
                },
            },
        };
    }

    private static JsonObject Extension(int number, string name, bool allowBeingMonitored, string mode) => new()
    {
        ["Number"] = $"{number}",
        ["Name"] = $"{name} {number}",
        ["Password"] = ServerProcess.PasswordOf($"{number}"),
        ["AllowBeingMonitored"] = allowBeingMonitored,
        ["MonitorMode"] = mode,
    };
}
