using System.Text.Json;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>What a subscriber may say, and what it is told in return.</summary>
internal static class SubscriberRequest
{
    private const string TopicList = "topic_list";

    private static ReadOnlySpan<byte> Heartbeat => "heartbeat"u8;

    private static ReadOnlySpan<byte> HeartbeatResponse => "heartbeat response"u8;

    /// <summary>Handles one message: <c>heartbeat</c>, or an object with the topics, which replace the former ones.</summary>
    /// <returns>The frame to answer with.</returns>
    public static byte[] Handle(ReadOnlyMemory<byte> message, Subscriber subscriber)
    {
        if (message.Span.Trim((byte)' ').SequenceEqual(Heartbeat))
        {
            return HeartbeatResponse.ToArray();
        }

        using JsonBody body = JsonBody.Parse(message);
        if (body.Unreadable is null && ReadTopics(body) is { } topics)
        {
            subscriber.SetTopics(topics);
        }

        return Write(body);
    }

    /// <summary>The topics; numbers that no event has are kept and never matched.</summary>
    private static List<int>? ReadTopics(JsonBody body)
    {
        if (!body.TryGet(TopicList, out JsonElement list))
        {
            body.Note(InvalidParam.Required(TopicList));
            return null;
        }

        if (list.ValueKind is not JsonValueKind.Array)
        {
            body.Note(InvalidParam.WrongType(TopicList, "array"));
            return null;
        }

        var topics = new List<int>();
        foreach (JsonElement topic in list.EnumerateArray())
        {
            if (topic.ValueKind is not JsonValueKind.Number)
            {
                body.Note(InvalidParam.WrongValue(TopicList, topic.GetRawText()));
                return null;
            }

            if (topic.TryGetInt32(out int type))
            {
                topics.Add(type);
            }
        }

        return topics;
    }

    private static byte[] Write(JsonBody body) => (body.Problem ?? PSeriesResult.Of(PSeriesCode.Success)).ToUtf8();
}
