using Undertone.Load.Servers;
using Undertone.Load.Soak;

namespace Undertone.Load.Tests.Soak;

public sealed class LeftoversTests
{
    private const string Quiet = """
        undertone_media_legs 0
        undertone_sip_timers 0
        undertone_media_ports{state="resting"} 0
        undertone_media_ports{state="free"} 100
        undertone_media_native_memory_bytes 5000
        """;

    [Fact]
    public void Nothing_is_left_of_a_quiet_server() => Assert.Empty(Read(Quiet).MoreThan(Read(Quiet)));

    [Theory]
    [InlineData("undertone_media_legs 0", "undertone_media_legs 1", "undertone_media_legs: 1, before 0")]
    [InlineData("{state=\"resting\"} 0", "{state=\"resting\"} 2", "undertone_media_ports{state=\"resting\"}: 2, before 0")]
    [InlineData("_bytes 5000", "_bytes 5001", "undertone_media_native_memory_bytes: 5001, before 5000")]
    public void What_there_is_more_of_is_named(string quiet, string busy, string expected)
        => Assert.Equal([expected], Read(Quiet.Replace(quiet, busy, StringComparison.Ordinal)).MoreThan(Read(Quiet)));

    [Fact]
    public void What_must_be_nothing_counts_also_when_it_was_there_before()
    {
        var busy = Quiet.Replace("timers 0", "timers 4", StringComparison.Ordinal);

        Assert.Equal(["undertone_sip_timers: 4, before 4"], Read(busy).MoreThan(Read(busy)));
    }

    [Fact]
    public void A_socket_of_the_process_counts()
    {
        var use = new ProcessUse(1, 1, 1, 10, 1);

        Assert.Equal(
            ["UDP sockets of the process: 3, before 1"],
            Leftovers.Read(ServerMetrics.Parse(Quiet), use with { UdpSockets = 3 }).MoreThan(Leftovers.Read(ServerMetrics.Parse(Quiet), use)));
    }

    private static Leftovers Read(string page) => Leftovers.Read(ServerMetrics.Parse(page), null);
}
