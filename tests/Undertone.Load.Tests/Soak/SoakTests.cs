using Undertone.Load.CommandLine;

namespace Undertone.Load.Tests.Soak;

/// <summary>
/// The two minutes of the soak that belong to every run of the tests; half an hour of it: <c>bench/load soak --seconds 1800</c>. It starts a server of
/// its own as a program, and ends by itself.
/// </summary>
public sealed class SoakTests
{
    private const int Success = 0;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task After_calls_monitors_and_vanished_phones_nothing_is_left_behind()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var limit = new CancellationTokenSource(Limit);

        var exitCode = await LoadCommandLine.RunAsync(
            ["soak", "--calls", "8", "--hold", "1", "--seconds", "75", "--rtp-ports", "45000-49999"], output, error, limit.Token);

        Assert.True(exitCode == Success, $"{output}\n{error}");
        Assert.Contains("nothing is left behind", output.ToString(), StringComparison.Ordinal);
    }
}
