using System.Diagnostics;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.BadInput;

/// <summary>What must hold of a server's log whatever was thrown at it.</summary>
internal static class ServerLog
{
    /// <summary>The process lives; its log holds no exception, no stack trace, no password and no token.</summary>
    public static void AssertClean(ServerProcess server, params string[] secrets)
    {
        using (Process process = Process.GetProcessById(server.ProcessId))
        {
            Assert.False(process.HasExited);
        }

        string log = server.Log;
        Assert.DoesNotContain("Exception", log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
        Assert.DoesNotContain(ServerProcess.PasswordOf(""), log, StringComparison.Ordinal);
        Assert.DoesNotContain(ServerProcess.ClientSecret, log, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }
}
