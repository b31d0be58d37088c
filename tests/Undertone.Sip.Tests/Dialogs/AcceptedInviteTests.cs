using Undertone.Sip.Dialogs;
using Undertone.Sip.Transactions;

namespace Undertone.Sip.Tests.Dialogs;

public sealed class AcceptedInviteTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rfc3261_13_3_1_4_The2xx_IsRepeatedAfterT1DoublingUpToT2UntilItIsGivenUp()
    {
        var state = AcceptedInvite.Start(TransactionTimers.Default, Start);
        var repeatedAt = new List<double>();
        while (state.Status == AcceptedInviteStatus.Waiting)
        {
            var due = state.RetransmitAt < state.GiveUpAt ? state.RetransmitAt : state.GiveUpAt;
            (state, var retransmit) = state.Tick(TransactionTimers.Default, due);
            if (retransmit)
            {
                repeatedAt.Add((due - Start).TotalSeconds);
            }
        }

        Assert.Equal([0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5], repeatedAt);
        Assert.Equal(AcceptedInviteStatus.GivenUp, state.Status);
        Assert.Equal(TimeSpan.FromSeconds(32), state.GiveUpAt - Start);
    }

    [Fact]
    public void Rfc3261_13_3_1_4_TheAck_EndsTheRepetition()
    {
        var state = AcceptedInvite.Start(TransactionTimers.Default, Start).Acknowledged();

        var (next, retransmit) = state.Tick(TransactionTimers.Default, Start.AddSeconds(40));

        Assert.False(retransmit);
        Assert.Equal(AcceptedInviteStatus.Acknowledged, next.Status);
        Assert.Equal(DateTimeOffset.MaxValue, next.RetransmitAt);
    }

    [Fact]
    public void Rfc3261_13_3_1_4_AnAckAfterGivingUp_ChangesNothing()
    {
        var (given, _) = AcceptedInvite.Start(TransactionTimers.Default, Start).Tick(TransactionTimers.Default, Start.AddSeconds(32));

        Assert.Equal(AcceptedInviteStatus.GivenUp, given.Acknowledged().Status);
    }

    [Fact]
    public void Rfc3261_13_3_1_4_NothingIsRepeatedBeforeItIsDue()
    {
        var state = AcceptedInvite.Start(TransactionTimers.Default, Start);

        Assert.Equal((state, false), state.Tick(TransactionTimers.Default, Start.AddMilliseconds(499)));
    }
}
