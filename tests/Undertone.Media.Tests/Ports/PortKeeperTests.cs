using System.Net;
using System.Net.Sockets;
using Undertone.Media.Io;
using Undertone.Media.Ports;

namespace Undertone.Media.Tests.Ports;

public sealed class PortKeeperTests
{
    public static TheoryData<bool> Kinds => OperatingSystem.IsLinux() ? [false, true] : [true];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_resting_pair_stays_bound_throws_away_what_comes_and_is_free_when_it_was_quiet(bool portable)
    {
        var time = new ManualTimeProvider();
        using var io = MediaIoFactory.Create(new MediaOptions { PreferPortableSockets = portable }, 2);
        using var keeper = OnePair(time, io, out var pair);
        using var phone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var target = new IPEndPoint(IPAddress.Loopback, pair.RtpPort);
        phone.SendTo(new byte[172], target);
        keeper.BeginRest(pair);
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(20));
            phone.SendTo(new byte[172], target);
            keeper.Tend();
            Assert.Equal((0, 1, 0), keeper.Count());
            Assert.Null(keeper.TryOpen(io, out var refusal));
            Assert.Equal(MediaRefusal.NoPortFree, refusal);
        }

        time.Advance(TimeSpan.FromSeconds(30));
        keeper.Tend();
        Assert.Equal((0, 0, 1), keeper.Count());
        using var again = keeper.TryOpen(io, out _);
        Assert.NotNull(again);
        Assert.Equal(0, again.Rtp.DiscardPending(100));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_port_that_another_program_has_is_passed_over_and_asked_for_again_later(bool portable)
    {
        var time = new ManualTimeProvider();
        using var io = MediaIoFactory.Create(new MediaOptions { PreferPortableSockets = portable }, 2);
        using var other = OnePair(time, io, out var pair);
        using var keeper = new PortKeeper(Range(pair.RtpPort), time);
        Assert.Null(keeper.TryOpen(io, out var refusal));
        Assert.Equal(MediaRefusal.NoPortFree, refusal);
        pair.Dispose();
        time.Advance(TimeSpan.FromSeconds(31));
        keeper.Tend();
        using var now = keeper.TryOpen(io, out refusal);
        Assert.NotNull(now);
        Assert.Equal(MediaRefusal.None, refusal);
    }

    private static PortKeeper OnePair(TimeProvider time, IMediaIo io, out SocketPair pair)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var keeper = new PortKeeper(Range(10_000 + (Random.Shared.Next(10_000) * 2)), time);
            if (keeper.TryOpen(io, out _) is { } opened)
            {
                pair = opened;
                return keeper;
            }

            keeper.Dispose();
        }

        throw new InvalidOperationException("No free ports on this machine.");
    }

    private static MediaOptions Range(int port) => new() { Address = IPAddress.Loopback, FirstPort = port, LastPort = port + 1 };
}
