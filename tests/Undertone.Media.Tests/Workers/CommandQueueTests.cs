using Undertone.Media.Plans;
using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class CommandQueueTests
{
    [Fact]
    public void What_does_not_fit_is_kept_back_in_order_and_counted()
    {
        var queue = new CommandQueue(4);
        for (var i = 0; i < 10; i++)
        {
            Assert.True(queue.TryPost(Numbered(i)));
        }

        Assert.Equal(6, queue.HeldBackCount);
        Assert.True(queue.HasHeldBack);
        var read = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            Assert.True(queue.Ring.TryRead(out var command));
            read.Add(command.Units);
            queue.Pump();
        }

        Assert.Equal(Enumerable.Range(0, 10), read);
        Assert.False(queue.HasHeldBack);
        Assert.False(queue.Pump());
    }

    [Fact]
    public void A_closed_queue_takes_nothing_and_gives_back_what_was_not_carried_out()
    {
        var queue = new CommandQueue(2);
        for (var i = 0; i < 5; i++)
        {
            queue.TryPost(Numbered(i));
        }

        Assert.Equal([0, 1, 2, 3, 4], queue.Close().Select(command => command.Units));
        Assert.False(queue.TryPost(Numbered(9)));
    }

    [Fact]
    public async Task Two_threads_pass_a_million_items_through_a_small_ring_in_order()
    {
        const int items = 1_000_000;
        var ring = new SpscRing<int>(64);
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < items; i++)
            {
                SpinWait.SpinUntil(() => ring.TryWrite(i));
            }
        });
        var reader = Task.Run(() =>
        {
            for (var i = 0; i < items; i++)
            {
                var item = -1;
                SpinWait.SpinUntil(() => ring.TryRead(out item));
                Assert.Equal(i, item);
            }
        });
        await Task.WhenAll(writer, reader).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, ring.Count);
    }

    private static WorkerCommand Numbered(int number) => new(CommandKind.SendDigit, new LegRef(0, 1), Units: number);
}
