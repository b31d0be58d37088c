using System.Globalization;
using Undertone.Sip.Sdp;

namespace Undertone.Phone.Calls;

/// <summary>
/// The numbers under which a phone wants to receive what it speaks. An answerer may want other numbers than the offerer, so that the two
/// directions of one leg differ (RFC 3264 5.1, 6.1).
/// </summary>
internal static class OwnPayloadTypes
{
    /// <summary>Rewrites an answer, and what was agreed with it, to the phone's own numbers.</summary>
    public static (SessionDescription Answer, NegotiatedAudio Agreed) Apply(SessionDescription answer, NegotiatedAudio agreed, LocalAudio own)
    {
        var codec = own.Codecs.First(agreed.Codec.IsSameCodec).PayloadType;
        var events = agreed.TelephoneEventReceivePayloadType is null ? null : own.TelephoneEventPayloadType;
        var numbers = new Dictionary<string, string> { [Text(agreed.ReceivePayloadType)] = Text(codec) };
        if (events is { } ownEvents)
        {
            numbers[Text(agreed.TelephoneEventReceivePayloadType!.Value)] = Text(ownEvents);
        }

        var media = answer.Media.ToList();
        media[agreed.MediaIndex] = media[agreed.MediaIndex] with
        {
            Formats = [.. media[agreed.MediaIndex].Formats.Select(format => numbers.GetValueOrDefault(format, format))],
            Attributes = [.. media[agreed.MediaIndex].Attributes.Select(line => Renumber(line, numbers))],
        };
        return (
            answer with { Media = media },
            agreed with { Codec = agreed.Codec with { PayloadType = codec }, TelephoneEventReceivePayloadType = events });
    }

    private static SdpAttributeLine Renumber(SdpAttributeLine line, Dictionary<string, string> numbers)
    {
        if (line.Name is not ("rtpmap" or "fmtp") || line.Value is not { } value)
        {
            return line;
        }

        var space = value.IndexOf(' ', StringComparison.Ordinal);
        return numbers.TryGetValue(value[..space], out var own) ? line with { Value = own + value[space..] } : line;
    }

    private static string Text(int payloadType) => payloadType.ToString(CultureInfo.InvariantCulture);
}
