namespace Undertone.Media.Rtp;

/// <summary>Arithmetic on numbers that go round: 16-bit sequence numbers and 32-bit time stamps (RFC 1982, RFC 3550 5.1).</summary>
internal static class SequenceNumber
{
    /// <summary>How far <paramref name="sequence"/> is ahead of <paramref name="reference"/>, -32768 to 32767; negative is behind.</summary>
    public static int Distance(ushort reference, ushort sequence) => (short)(sequence - reference);

    /// <summary>True when <paramref name="sequence"/> was sent after <paramref name="reference"/>.</summary>
    public static bool IsAfter(ushort reference, ushort sequence) => Distance(reference, sequence) > 0;

    /// <summary>
    /// Gives a sequence number its place in the whole stream: the value nearest to <paramref name="reference"/> with these 16 low bits.
    /// </summary>
    public static long Extend(long reference, ushort sequence) => reference + Distance((ushort)reference, sequence);

    /// <summary>How far <paramref name="timestamp"/> is ahead of <paramref name="reference"/>; negative is behind.</summary>
    public static int TimestampDistance(uint reference, uint timestamp) => (int)(timestamp - reference);

    /// <summary>Gives a time stamp its place in the whole stream: the value nearest to <paramref name="reference"/> with these 32 low bits.</summary>
    public static long ExtendTimestamp(long reference, uint timestamp) => reference + TimestampDistance((uint)reference, timestamp);
}
