using System.Net;
using Undertone.Media.Io;

namespace Undertone.Benchmarks.Media;

/// <summary>A network whose packets lie ready: it costs the copy that the kernel would make, and sending costs nothing.</summary>
internal sealed class CannedMediaIo(int legs) : IMediaIo
{
    private readonly CannedStream?[] _streams = new CannedStream?[legs];
    private readonly bool[] _waiting = new bool[legs];
    private int[] _speakers = [];

    public long SentPackets { get; private set; }

    public void Connect(int leg, CannedStream stream) => _streams[leg] = stream;

    /// <summary>The next <see cref="Wait"/> finds one packet of each of these legs.</summary>
    public void Speak(int[] speakers) => _speakers = speakers;

    public int Wait(Span<int> ready, long timeoutNanoseconds)
    {
        for (var i = 0; i < _speakers.Length; i++)
        {
            ready[i] = _speakers[i] * 2;
            _waiting[_speakers[i]] = true;
        }

        var count = _speakers.Length;
        _speakers = [];
        return count;
    }

    public ReceiveOutcome Receive(int slot, Span<byte> buffer, out int length, out MediaAddress source)
    {
        var leg = slot >> 1;
        if (!_waiting[leg])
        {
            length = 0;
            source = default;
            return ReceiveOutcome.Nothing;
        }

        _waiting[leg] = false;
        length = _streams[leg]!.Next(buffer, out source);
        return ReceiveOutcome.Packet;
    }

    public bool Send(int slot, ReadOnlySpan<byte> packet, in MediaAddress destination)
    {
        // Even slots are RTP; the rare reports would blur the count of the setup.
        SentPackets += (slot & 1) ^ 1;
        return true;
    }

    public bool Attach(int slot, IMediaSocket socket) => true;

    public void Detach(int slot)
    {
        // Legs stay to the end.
    }

    public void Connect(int slot, in MediaAddress peer)
    {
        // All packets are of the right peer.
    }

    public void Disconnect(int slot)
    {
        // Legs stay to the end.
    }

    public void BecomePunctual()
    {
        // The benchmark turns the worker itself.
    }

    public void Sleep(long nanoseconds)
    {
        // The benchmark turns the worker itself.
    }

    public BindOutcome TryBind(IPAddress address, int port, out IMediaSocket? socket)
    {
        socket = new Socket(port);
        return BindOutcome.Bound;
    }

    public void Wake()
    {
        // The benchmark turns the worker itself.
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    internal sealed record Socket(int Port) : IMediaSocket
    {
        public int DiscardPending(int limit) => 0;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
