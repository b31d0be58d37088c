using System.Net;
using System.Net.Sockets;
using Undertone.Load.Servers;

namespace Undertone.Load.Tests.Servers;

public sealed class ProcessUseTests
{
    [Fact]
    public void A_process_is_seen_with_its_sockets()
    {
        var before = ProcessUse.Read(Environment.ProcessId);
        var sockets = Enumerable.Range(0, 20).Select(_ => new UdpClient(new IPEndPoint(IPAddress.Loopback, 0))).ToList();
        var with = ProcessUse.Read(Environment.ProcessId);
        sockets.ForEach(socket => socket.Dispose());

        // Other tests of this process may open and close some meanwhile.
        Assert.InRange(with.UdpSockets - before.UdpSockets, 15, 40);
        Assert.InRange(with.ResidentKiB, 1000, 10_000_000);
        Assert.True(with.CpuSeconds >= before.CpuSeconds);
    }

    [Fact]
    public void A_process_that_is_not_there_is_one_clear_line()
        => Assert.Contains("Cannot look at process", Assert.Throws<LoadException>(() => ProcessUse.Read(int.MaxValue)).Message, StringComparison.Ordinal);
}
