using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Load.CommandLine;
using Undertone.Sip;
using Undertone.Sip.Messages;

namespace Undertone.Load.Tests.CommandLine;

/// <summary>Whatever is wrong gives one clear line and a non-zero exit.</summary>
public sealed class BadUseTests
{
    [Theory]
    [InlineData("--calls 0", "--calls 0: must be numbers from 1")]
    [InlineData("--calls 10,x", "--calls 10,x: must be numbers from 1")]
    [InlineData("--mode shout", "--mode shout: must be listen, whisper, barge or none")]
    [InlineData("--rate 0", "--rate 0: must be more than 0")]
    [InlineData("--seconds -1", "--seconds -1: must be more than 0")]
    [InlineData("--server here", "--server here: must be ADDRESS:PORT")]
    [InlineData("--server 127.0.0.1", "must be ADDRESS:PORT")]
    [InlineData("--api http://127.0.0.1:1", "give --server too")]
    [InlineData("--server 127.0.0.1:5 --api nowhere", "--api nowhere: must be a URL")]
    [InlineData("--server 127.0.0.1:5 --calls 5", "give --api and --client, or --mode none")]
    [InlineData("--calls 5 --monitors 11", "at most two on each of 5 calls")]
    [InlineData("--calls 100 --rtp-ports 30000-30100", "take 600 ports; --rtp-ports 30000-30100 has too few")]
    [InlineData("--rtp-ports 5", "--rtp-ports 5: must be FIRST-LAST")]
    [InlineData("--codec OPUS", "--codec OPUS: must be PCMU or PCMA")]
    [InlineData("--local-address ::1", "must be an IPv4 address")]
    [InlineData("--expires 5", "--expires 5: must be at least 60")]
    public async Task Wrong_options_are_named(string options, string expected)
    {
        var (exitCode, error) = await RunAsync(["calls", .. options.Split(' ')]);

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task An_unknown_option_is_an_error() => Assert.NotEqual(0, (await RunAsync(["calls", "--cals", "5"])).ExitCode);

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var (exitCode, error) = await RunAsync(["calls", "--server", "127.0.0.1:9", "--mode", "none", "--calls", "1"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("No SIP server answers at 127.0.0.1:9", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_registration_is_named()
    {
        await using var stack = new SipStack(
            new SipStackOptions { Listen = [SipListenAddress.Parse("udp://127.0.0.1:0")] }, TimeProvider.System, NullLoggerFactory.Instance) { Handler = new Refusing() };
        await stack.StartAsync(CancellationToken.None);

        var (exitCode, error) = await RunAsync(["idle", "--server", stack.Listening[0].EndPoint.ToString(), "--extensions", "3"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("refuses the registration of 10000: 403 Forbidden", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_tells_the_commands_and_every_option_of_a_command()
    {
        var output = new StringWriter();
        Assert.Equal(0, await LoadCommandLine.RunAsync(["--help"], output, TextWriter.Null, CancellationToken.None));
        Assert.All((string[])["calls", "set-up", "idle", "soak", "floor"], command => Assert.Contains(command, output.ToString(), StringComparison.Ordinal));

        output = new StringWriter();
        Assert.Equal(0, await LoadCommandLine.RunAsync(["calls", "--help"], output, TextWriter.Null, CancellationToken.None));
        Assert.All(
            (string[])["--server", "--api", "--client", "--calls", "--mode", "--monitors", "--rate", "--seconds", "--json", "--pid", "--server-core", "--neighbours"],
            option => Assert.Contains(option, output.ToString(), StringComparison.Ordinal));
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(string[] arguments)
    {
        using var error = new StringWriter();
        var exitCode = await LoadCommandLine.RunAsync(arguments, TextWriter.Null, error, CancellationToken.None);
        return (exitCode, error.ToString());
    }

    private sealed class Refusing : ISipRequestHandler
    {
        public void OnRequest(IServerTransaction transaction) => transaction.Respond(SipResponse.CreateFor(transaction.Request, SipStatus.Forbidden));

        public void OnAck(SipRequest ack, SipFlow flow)
        {
            // Nothing is accepted.
        }

        public void OnCancel(IServerTransaction invite)
        {
            // Nothing rings.
        }
    }
}
