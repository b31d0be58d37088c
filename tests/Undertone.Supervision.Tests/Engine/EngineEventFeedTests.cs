using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Supervision.Tests.Engine;

public class EngineEventFeedTests
{
    [Fact]
    public void Every_reader_gets_every_event_in_order()
    {
        var feed = new EngineEventFeed();
        using EngineEventReader first = feed.Subscribe();
        using EngineEventReader second = feed.Subscribe();
        feed.Publish(Event("1"));
        feed.Publish(Event("2"));

        Assert.Equal(["1", "2"], Drain(first));
        Assert.Equal(["1", "2"], Drain(second));
    }

    [Fact]
    public void A_reader_that_falls_behind_loses_its_oldest_events_and_knows_how_many()
    {
        var feed = new EngineEventFeed();
        using EngineEventReader slow = feed.Subscribe(capacity: 2);
        using EngineEventReader quick = feed.Subscribe();
        foreach (string number in new[] { "1", "2", "3", "4" })
        {
            feed.Publish(Event(number));
        }

        Assert.Equal(["3", "4"], Drain(slow));
        Assert.Equal(2, slow.Missed);
        Assert.Equal(4, Drain(quick).Count);
    }

    [Fact]
    public void A_reader_that_is_disposed_of_gets_nothing_more()
    {
        var feed = new EngineEventFeed();
        EngineEventReader reader = feed.Subscribe();
        reader.Dispose();
        feed.Publish(Event("1"));

        Assert.Empty(Drain(reader));
    }

    private static ExtensionStateChanged Event(string number) => new(DateTimeOffset.UnixEpoch, number, ExtensionState.Busy);

    private static List<string> Drain(EngineEventReader reader)
    {
        var numbers = new List<string>();
        while (reader.TryRead(out EngineEvent? e))
        {
            numbers.Add(((ExtensionStateChanged)e).Number);
        }

        return numbers;
    }
}
