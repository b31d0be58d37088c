namespace Undertone.Sip.Sdp;

/// <summary>
/// RFC 3264 8.3.2: a payload type that meant one codec must not mean another later in the same stream. An offer after the first therefore
/// uses the numbers of our description before it, which may be the far side's choice, and gives its own only to what is new.
/// </summary>
internal static class PayloadNumbers
{
    private const int FirstDynamic = 96;
    private const int LastDynamic = 127;

    /// <summary>What we can do, under the numbers of <paramref name="previous"/>.</summary>
    public static LocalAudio Keep(LocalAudio local, MediaDescription previous)
    {
        var before = previous.RtpMaps.ToList();
        var taken = before.Select(map => map.PayloadType).ToHashSet();
        var codecs = local.Codecs.Select(codec => codec with { PayloadType = NumberOf(codec.Map) }).ToList();
        return local with
        {
            Codecs = codecs,
            TelephoneEventPayloadType = local.TelephoneEventPayloadType is { } events
                ? NumberOf(new RtpMap(events, "telephone-event", codecs.Count == 0 ? 8000 : codecs[0].ClockRateHz))
                : null,
        };

        int NumberOf(RtpMap map)
        {
            if (before.Find(map.IsSameEncoding) is { } same)
            {
                return same.PayloadType;
            }

            var number = taken.Contains(map.PayloadType)
                ? Enumerable.Range(FirstDynamic, LastDynamic - FirstDynamic + 1).First(free => !taken.Contains(free) && !IsWanted(free))
                : map.PayloadType;
            taken.Add(number);
            return number;
        }

        // What we would give to something else ourselves is not free.
        bool IsWanted(int number) => number == local.TelephoneEventPayloadType || local.Codecs.Any(codec => codec.PayloadType == number);
    }
}
