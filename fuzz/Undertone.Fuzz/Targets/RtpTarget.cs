using Undertone.Media.Rtp;

namespace Undertone.Fuzz.Targets;

/// <summary>A datagram as RTP: its payload, the same packet under our own header, and its keys.</summary>
internal sealed class RtpTarget : IFuzzTarget
{
    private TelephoneEventReceiver _keys;
    private long _nowMicroseconds;

    /// <inheritdoc/>
    public string Name => "rtp";

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        if (!RtpHeader.TryParse(input, out var header, out var error))
        {
            FindingException.Unless(error != RtpError.None, "refused without a reason");
            return;
        }

        FindingException.Unless(
            header.PayloadOffset >= RtpHeader.FixedBytes && header.PayloadLength >= 0 && header.PayloadOffset + header.PayloadLength <= input.Length,
            "a payload outside the packet");
        var payload = input.Slice(header.PayloadOffset, header.PayloadLength);
        var sent = RtpHeader.Rewrite(input.ToArray(), header, new RtpHeader { Ssrc = 1, PayloadType = header.PayloadType });
        FindingException.Unless(
            RtpHeader.TryParse(sent, out var again, out _)
                && again.Ssrc == 1
                && sent.Slice(again.PayloadOffset, again.PayloadLength).SequenceEqual(payload),
            "another payload under our own header");

        if (TelephoneEvent.TryParse(payload, out var key))
        {
            _nowMicroseconds += 20_000;
            _keys.Receive(header.Timestamp, key, _nowMicroseconds);
            _keys.Expire(_nowMicroseconds);
        }
    }
}
