namespace Undertone.Sip.Sdp;

/// <summary>
/// How long the packets are that the writer of a description wants to get (RFC 8866 6.4). "ptime" is a wish, "maxptime" is a limit; a wish
/// that is no multiple of 10 ms from 10 to 60 ms cannot be met by anybody who makes packets of 10 ms frames, and counts as none.
/// </summary>
public static class PacketTimes
{
    /// <summary>The longest packets that this library deals with.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(60);

    /// <summary>The packet time where nobody asks for another (RFC 3551 4.2).</summary>
    internal static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    /// <summary>The length of the packets to make for the writer, by its first audio section that is switched on; null where it has none.</summary>
    public static TimeSpan? ToSend(SessionDescription description) =>
        description.Media.FirstOrDefault(media => media.Kind == SdpOfferAnswer.Audio && media.Port != 0) is { } audio ? ToSend(audio) : null;

    internal static TimeSpan ToSend(MediaDescription media)
    {
        var longest = InWholeFrames(LongestIn(media));
        return AskedIn(media) ?? (Usual < longest ? Usual : longest);
    }

    internal static TimeSpan? AskedIn(MediaDescription media)
    {
        if (media.PacketTime is not { } wish)
        {
            return null;
        }

        if (media.MaxPacketTime is { } limit && wish > limit)
        {
            return InWholeFrames(LongestIn(media));
        }

        return wish == InWholeFrames(wish) ? wish : null;
    }

    /// <summary>The longest packet that the writer can take, at most <see cref="Longest"/>.</summary>
    internal static TimeSpan LongestIn(MediaDescription media) => media.MaxPacketTime is { } limit && limit < Longest ? limit : Longest;

    private static TimeSpan InWholeFrames(TimeSpan length) =>
        length < Shortest ? Shortest : length > Longest ? Longest : TimeSpan.FromTicks(length.Ticks / Shortest.Ticks * Shortest.Ticks);
}
