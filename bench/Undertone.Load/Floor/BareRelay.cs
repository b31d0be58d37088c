using System.Net;
using Undertone.Load.Rtp.Native;

namespace Undertone.Load.Floor;

/// <summary>
/// The least that a server can do: it takes a packet from one socket and sends it on from another, and looks at nothing. What that costs is
/// the machine's price of a packet; a server's price is to be read beside it.
/// </summary>
internal sealed class BareRelay : IDisposable
{
    /// <summary>As long as Undertone lets packets gather on a busy core.</summary>
    private const long GatherNanoseconds = 400_000;
    private const long PatienceNanoseconds = 100_000_000;

    private readonly PacketPoller _poller = new();
    private readonly UdpPair[] _sockets;
    private readonly LibC.SocketAddress4[] _phones;
    private readonly bool _isThrifty;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private long _packets;
    private long _cpuNanoseconds;

    /// <param name="sockets">The relay's sockets; an even one and the next belong together.</param>
    /// <param name="phones">The address that each of them serves.</param>
    /// <param name="isThrifty">Connected sockets, and wakings by the clock; else each packet wakes the relay.</param>
    /// <param name="core">The core to bind its thread to, or null.</param>
    public BareRelay(UdpPair[] sockets, IReadOnlyList<IPEndPoint> phones, bool isThrifty, int? core)
    {
        _sockets = sockets;
        _phones = [.. phones.Select(UdpPair.Address)];
        _isThrifty = isThrifty;
        for (var i = 0; i < sockets.Length; i++)
        {
            _poller.Add(sockets[i].Descriptor, i);
            if (isThrifty)
            {
                sockets[i].Connect(phones[i]);
            }
        }

        _thread = new Thread(() => Run(core)) { Name = "bare-relay", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Packets passed on so far.</summary>
    public long Packets => Volatile.Read(ref _packets);

    /// <summary>CPU time of its thread so far.</summary>
    public long CpuNanoseconds => Volatile.Read(ref _cpuNanoseconds);

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _poller.Dispose();
    }

    private void Run(int? core)
    {
        if (core is { } number)
        {
            ThreadClock.BindToCore(number);
        }

        var waking = WallClock.Now;
        while (!_stopping)
        {
            if (_isThrifty)
            {
                waking = Math.Max(waking + GatherNanoseconds, WallClock.Now);
                WallClock.SleepUntil(waking);
            }

            var ready = _isThrifty ? _poller.Ready() : _poller.Wait(PatienceNanoseconds);
            for (var i = 0; i < ready; i++)
            {
                PassOn(_poller.Mark(i));
            }

            Volatile.Write(ref _cpuNanoseconds, ThreadClock.CpuNanoseconds);
        }
    }

    private unsafe void PassOn(int from)
    {
        if (!_poller.TryReceive(_sockets[from].Descriptor, out var bytes, out _))
        {
            return;
        }

        var to = from ^ 1;
        fixed (byte* packet = _poller.Packet(bytes))
        fixed (LibC.SocketAddress4* phone = &_phones[to])
        {
            _ = _isThrifty
                ? LibC.Send(_sockets[to].Descriptor, packet, bytes, 0)
                : LibC.SendTo(_sockets[to].Descriptor, packet, bytes, 0, phone, sizeof(LibC.SocketAddress4));
        }

        _packets++;
    }
}
