using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Switch.Calls;

namespace Undertone.Switch.Tests.Calls;

public class MailboxTests
{
    [Fact]
    public async Task Work_is_done_one_after_the_other_in_order_from_any_number_of_threads()
    {
        var mailbox = new Mailbox("1.1", NullLogger.Instance);
        int inside = 0;
        int done = 0;
        int together = 0;
        await Parallel.ForAsync(0, 500, async (_, _) => await mailbox.AskAsync(
            async () =>
            {
                together = Math.Max(together, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                return ++done;
            },
            0,
            CancellationToken.None));

        Assert.Equal((500, 1), (done, together));
    }

    [Fact]
    public async Task A_step_that_fails_does_not_stop_the_next()
    {
        var mailbox = new Mailbox("1.1", NullLogger.Instance);
        mailbox.Post(() => throw new InvalidOperationException("defect"));

        Assert.Equal(7, await mailbox.AskAsync(() => ValueTask.FromResult(7), 0, CancellationToken.None));
    }

    [Fact]
    public async Task A_closed_mailbox_finishes_what_it_has_and_answers_for_itself_afterwards()
    {
        var mailbox = new Mailbox("1.1", NullLogger.Instance);
        bool done = false;
        mailbox.Post(() => done = true);
        mailbox.Close();
        await mailbox.Completion;

        Assert.True(done);
        Assert.False(mailbox.Post(() => done = false));
        Assert.Equal(-1, await mailbox.AskAsync(() => ValueTask.FromResult(7), -1, CancellationToken.None));
    }

    [Fact]
    public async Task A_mailbox_that_is_handed_over_sends_what_it_has_and_what_comes_to_its_successor_in_order()
    {
        var first = new Mailbox("1.1", NullLogger.Instance);
        var second = new Mailbox("1.2", NullLogger.Instance);
        var posted = new TaskCompletionSource();
        List<int> done = [];
        first.Post(async () =>
        {
            await posted.Task;
            first.HandOverTo(second);
        });
        Task[] posting = [.. Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                int number = (thread * 100) + i;
                Assert.True(first.Post(() => done.Add(number)));
                if (number == 30)
                {
                    posted.SetResult();
                }
            }
        }))];
        await Task.WhenAll(posting);
        await first.Completion;
        second.Close();
        await second.Completion;

        Assert.Equal(400, done.Count);
        Assert.All(Enumerable.Range(0, 4), thread => Assert.Equal(Enumerable.Range(thread * 100, 100), done.Where(n => n / 100 == thread)));
        Assert.False(first.Post(() => { }));
    }
}
