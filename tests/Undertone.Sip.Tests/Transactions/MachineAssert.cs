using Undertone.Sip.Transactions;

namespace Undertone.Sip.Tests.Transactions;

/// <summary>The fixed clock and the comparison that the tests of all four machines share.</summary>
public static class MachineAssert
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<TransactionInput> EveryInput => new(Enum.GetValues<TransactionInput>());

    public static TransactionTimers Timers => TransactionTimers.Default;

    internal static TransactionState In(TransactionPhase phase) => new(phase, Reliable: false, Interval: Timers.T1, Answered: true);

    /// <summary>Phase, actions and the timers started, in milliseconds from <see cref="Now"/>.</summary>
    internal static void Is(
        TransactionStep step,
        TransactionPhase phase,
        TransactionActions actions,
        params (TransactionTimer Timer, int Milliseconds)[] timers)
    {
        Assert.Equal(phase, step.State.Phase);
        Assert.Equal(actions, step.Actions);
        var started = new[] { step.FirstTimer, step.SecondTimer }
            .Where(timer => timer is not null)
            .Select(timer => (timer!.Value.Timer, (int)(timer.Value.Due - Now).TotalMilliseconds));
        Assert.Equal(timers, started);
    }
}
