namespace Undertone.Sip.Sdp;

/// <summary>Orders our codecs so that the two parties of a call end up with the same one and nothing is transcoded.</summary>
public static class CodecPreference
{
    /// <summary>The codecs of the first audio section that is switched on, most wanted first, without events and comfort noise.</summary>
    public static IReadOnlyList<AudioCodec> CodecsOf(SessionDescription description)
    {
        var audio = description.Media.FirstOrDefault(media => media.Kind == "audio" && media.Port != 0);
        return audio is null ? [] : [.. audio.RtpMaps.Where(IsSpeech).Select(map => AudioCodec.From(map, audio))];
    }

    /// <summary>
    /// Our codecs with those that <paramref name="theirs"/> contains first, in their order, and then the rest in ours. Payload types
    /// and parameters stay ours.
    /// </summary>
    public static IReadOnlyList<AudioCodec> SharedFirst(IReadOnlyList<AudioCodec> ours, IReadOnlyList<AudioCodec> theirs)
    {
        var ordered = new List<AudioCodec>(ours.Count);
        foreach (var wanted in theirs)
        {
            if (ours.FirstOrDefault(wanted.IsSameCodec) is { } shared && !ordered.Contains(shared))
            {
                ordered.Add(shared);
            }
        }

        ordered.AddRange(ours.Where(codec => !ordered.Contains(codec)));
        return ordered;
    }

    internal static bool IsSpeech(RtpMap map) => !IsTelephoneEvent(map) && !map.Encoding.Equals("CN", StringComparison.OrdinalIgnoreCase);

    internal static bool IsTelephoneEvent(RtpMap map) => map.Encoding.Equals("telephone-event", StringComparison.OrdinalIgnoreCase);
}
