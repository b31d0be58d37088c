namespace Undertone.Load.Audio;

/// <summary>What a leg says: its two tones in turn. Used on the RTP thread only, once its packets go.</summary>
internal sealed class Mouth
{
    /// <summary>Packets of one tone before the other: a second.</summary>
    private const int PacketsPerTone = 50;

    private readonly byte[][] _payloads;
    private int _packets;

    /// <param name="call">The call's number.</param>
    /// <param name="number">The mouth's number in the call.</param>
    /// <param name="isALaw">The codec.</param>
    /// <param name="stagger">Packets of its first tone that it leaves out, so that mouths do not change together.</param>
    public Mouth(int call, int number, bool isALaw, int stagger)
    {
        var (first, second) = ToneSet.Of(call, number);
        Tones = [ToneProbe.For(first), ToneProbe.For(second)];
        _payloads = [Frame.Encode(first, isALaw), Frame.Encode(second, isALaw)];
        _packets = stagger % PacketsPerTone;
    }

    public ToneProbe[] Tones { get; }

    /// <summary>When the packet with the latest change of tone was sent, by the wall clock; 0 before the first.</summary>
    public long ChangeSentAt { get; private set; }

    /// <summary>Which tone it changed to.</summary>
    public int ChangedTo { get; private set; }

    /// <summary>The payload of the packet that is sent now.</summary>
    public ReadOnlySpan<byte> Next(long now)
    {
        var tone = _packets / PacketsPerTone & 1;
        if (tone != ChangedTo)
        {
            (ChangedTo, ChangeSentAt) = (tone, now);
        }

        _packets++;
        return _payloads[tone];
    }
}
