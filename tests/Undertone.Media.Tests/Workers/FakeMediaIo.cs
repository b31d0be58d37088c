using System.Net;
using Undertone.Media.Io;

namespace Undertone.Media.Tests.Workers;

/// <summary>A network in memory. Nothing is allocated while <see cref="KeepsSent"/> is off.</summary>
internal sealed class FakeMediaIo : IMediaIo
{
    private const int PacketsPerSlot = 32;
    private const int LargestPacket = 2048;

    private readonly byte[][] _waiting;
    private readonly int[] _lengths;
    private readonly MediaAddress[] _sources;
    private readonly int[] _read;
    private readonly int[] _written;
    private readonly bool[] _attached;
    private readonly MediaAddress[] _peers;

    public FakeMediaIo(int slots)
    {
        _waiting = new byte[slots * PacketsPerSlot][];
        for (var i = 0; i < _waiting.Length; i++)
        {
            _waiting[i] = new byte[LargestPacket];
        }

        _lengths = new int[slots * PacketsPerSlot];
        _sources = new MediaAddress[slots * PacketsPerSlot];
        _read = new int[slots];
        _written = new int[slots];
        _attached = new bool[slots];
        _peers = new MediaAddress[slots];
    }

    public bool KeepsSent { get; set; } = true;

    public bool RefusesToSend { get; set; }

    public long Now { get; set; }

    public long SentCount { get; private set; }

    public List<SentPacket> Sent { get; } = [];

    public bool IsAttached(int slot) => _attached[slot];

    public void Deliver(int slot, ReadOnlySpan<byte> packet, in MediaAddress source)
    {
        var place = (slot * PacketsPerSlot) + (_written[slot] % PacketsPerSlot);
        Assert.True(_written[slot] - _read[slot] < PacketsPerSlot, "The fake socket is full.");
        packet.CopyTo(_waiting[place]);
        _lengths[place] = packet.Length;
        _sources[place] = source;
        _written[slot]++;
    }

    public int Wait(Span<int> ready, long timeoutNanoseconds)
    {
        var count = 0;
        for (var slot = 0; slot < _written.Length && count < ready.Length; slot++)
        {
            if (_attached[slot] && _read[slot] < _written[slot])
            {
                ready[count++] = slot;
            }
        }

        return count;
    }

    public ReceiveOutcome Receive(int slot, Span<byte> buffer, out int length, out MediaAddress source)
    {
        if (_read[slot] == _written[slot])
        {
            length = 0;
            source = default;
            return ReceiveOutcome.Nothing;
        }

        var place = (slot * PacketsPerSlot) + (_read[slot] % PacketsPerSlot);
        _read[slot]++;
        length = _lengths[place];
        source = _sources[place];
        _waiting[place].AsSpan(0, length).CopyTo(buffer);
        return ReceiveOutcome.Packet;
    }

    public bool Send(int slot, ReadOnlySpan<byte> packet, in MediaAddress destination)
    {
        if (RefusesToSend)
        {
            return false;
        }

        SentCount++;
        if (KeepsSent)
        {
            Sent.Add(new SentPacket(slot, packet.ToArray(), destination, Now));
        }

        return true;
    }

    public bool Attach(int slot, IMediaSocket socket) => _attached[slot] = true;

    public void Detach(int slot)
    {
        _attached[slot] = false;
        _read[slot] = _written[slot];
    }

    public MediaAddress PeerOf(int slot) => _peers[slot];

    public void Connect(int slot, in MediaAddress peer) => _peers[slot] = peer;

    public void Disconnect(int slot) => _peers[slot] = default;

    public void BecomePunctual()
    {
        // Tests move the clock themselves.
    }

    public void Sleep(long nanoseconds)
    {
        // Tests move the clock themselves.
    }

    public BindOutcome TryBind(IPAddress address, int port, out IMediaSocket? socket)
    {
        socket = new FakeSocket(port);
        return BindOutcome.Bound;
    }

    public void Wake()
    {
        // Tests turn the worker themselves.
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    internal sealed record FakeSocket(int Port) : IMediaSocket
    {
        public int DiscardPending(int limit) => 0;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
