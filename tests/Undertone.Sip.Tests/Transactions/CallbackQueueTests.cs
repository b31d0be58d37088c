using System.Collections.Concurrent;
using Undertone.Sip.Transactions;

namespace Undertone.Sip.Tests.Transactions;

public sealed class CallbackQueueTests
{
    [Fact]
    public void A_callback_that_adds_another_does_not_run_it_inside_itself()
    {
        var queue = new CallbackQueue();
        var order = new List<string>();
        queue.Add(() =>
        {
            order.Add("outer begins");
            queue.Add(() => order.Add("inner"));
            queue.Drain(inline: true);
            order.Add("outer ends");
        });

        queue.Drain(inline: true);

        Assert.Equal(["outer begins", "outer ends", "inner"], order);
    }

    [Fact]
    public async Task Callbacks_of_many_threads_run_all_and_never_two_at_once()
    {
        const int Threads = 8;
        const int Each = 500;
        var queue = new CallbackQueue();
        var running = 0;
        var overlaps = 0;
        var done = new ConcurrentQueue<int>();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                queue.Add(() =>
                {
                    if (Interlocked.Increment(ref running) > 1)
                    {
                        Interlocked.Increment(ref overlaps);
                    }

                    done.Enqueue(thread);
                    Interlocked.Decrement(ref running);
                });
                queue.Drain(inline: i % 2 == 0);
            }
        })));

        await Eventually.TrueAsync(() => done.Count == Threads * Each, "all callbacks have run");
        Assert.Equal(0, overlaps);
    }
}
