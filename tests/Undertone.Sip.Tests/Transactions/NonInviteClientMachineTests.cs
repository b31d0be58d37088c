using Undertone.Sip.Transactions;
using static Undertone.Sip.Tests.Transactions.MachineAssert;

namespace Undertone.Sip.Tests.Transactions;

public sealed class NonInviteClientMachineTests
{
    [Fact]
    public void Rfc3261_17_1_2_2_Start_SendsTheRequestWithTimersEAndF() =>
        Is(
            NonInviteClientMachine.Start(reliable: false, Timers, Now),
            TransactionPhase.Trying,
            TransactionActions.SendRequest,
            (TransactionTimer.F, 32_000),
            (TransactionTimer.E, 500));

    [Fact]
    public void Rfc3261_17_1_2_2_Start_OnAReliableTransportHasNoTimerE() =>
        Is(
            NonInviteClientMachine.Start(reliable: true, Timers, Now),
            TransactionPhase.Trying,
            TransactionActions.SendRequest,
            (TransactionTimer.F, 32_000));

    [Fact]
    public void Rfc3261_17_1_2_2_TimerE_DoublesUpToT2()
    {
        var state = NonInviteClientMachine.Start(reliable: false, Timers, Now).State;
        foreach (var pause in new[] { 1_000, 2_000, 4_000, 4_000, 4_000 })
        {
            var step = Next(state, TransactionInput.TimerE);
            Is(step, TransactionPhase.Trying, TransactionActions.SendRequest, (TransactionTimer.E, pause));
            state = step.State;
        }
    }

    [Fact]
    public void Rfc3261_17_1_2_2_TimerE_InProceedingIsT2AtOnce() =>
        Is(Next(In(TransactionPhase.Proceeding), TransactionInput.TimerE), TransactionPhase.Proceeding, TransactionActions.SendRequest, (TransactionTimer.E, 4_000));

    [Theory]
    [InlineData(TransactionPhase.Trying)]
    [InlineData(TransactionPhase.Proceeding)]
    public void Rfc3261_17_1_2_2_TimerF_ReportsTheTimeoutAndEnds(TransactionPhase phase) =>
        Is(Next(In(phase), TransactionInput.TimerF), TransactionPhase.Terminated, TransactionActions.ReportTimeout);

    [Theory]
    [InlineData(TransactionPhase.Trying)]
    [InlineData(TransactionPhase.Proceeding)]
    public void Rfc3261_17_1_4_TransportError_IsReportedAndEnds(TransactionPhase phase) =>
        Is(Next(In(phase), TransactionInput.TransportError), TransactionPhase.Terminated, TransactionActions.ReportTransportError);

    [Theory]
    [InlineData(TransactionPhase.Trying)]
    [InlineData(TransactionPhase.Proceeding)]
    public void Rfc3261_17_1_2_2_Provisional_IsPassed(TransactionPhase phase) =>
        Is(Next(In(phase), TransactionInput.Response1xx), TransactionPhase.Proceeding, TransactionActions.PassToUser);

    [Theory]
    [InlineData(TransactionPhase.Trying, TransactionInput.Response2xx)]
    [InlineData(TransactionPhase.Trying, TransactionInput.Response3xxTo6xx)]
    [InlineData(TransactionPhase.Proceeding, TransactionInput.Response2xx)]
    [InlineData(TransactionPhase.Proceeding, TransactionInput.Response3xxTo6xx)]
    public void Rfc3261_17_1_2_2_Final_IsPassedAndTimerKRuns(TransactionPhase phase, TransactionInput input) =>
        Is(Next(In(phase), input), TransactionPhase.Completed, TransactionActions.PassToUser, (TransactionTimer.K, 5_000));

    [Theory]
    [InlineData(TransactionPhase.Trying, TransactionInput.Response2xx)]
    [InlineData(TransactionPhase.Proceeding, TransactionInput.Response3xxTo6xx)]
    public void Rfc3261_17_1_2_2_Final_OnAReliableTransportEndsAtOnce(TransactionPhase phase, TransactionInput input) =>
        Is(Next(In(phase) with { Reliable = true }, input), TransactionPhase.Terminated, TransactionActions.PassToUser);

    [Theory]
    [InlineData(TransactionInput.Response1xx)]
    [InlineData(TransactionInput.Response2xx)]
    [InlineData(TransactionInput.Response3xxTo6xx)]
    [InlineData(TransactionInput.TimerE)]
    [InlineData(TransactionInput.TimerF)]
    [InlineData(TransactionInput.TransportError)]
    public void Rfc3261_17_1_2_2_Completed_AbsorbsResponsesAndLateTimers(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Completed), input), TransactionPhase.Completed, TransactionActions.None);

    [Fact]
    public void Rfc3261_17_1_2_2_TimerK_Ends() =>
        Is(Next(In(TransactionPhase.Completed), TransactionInput.TimerK), TransactionPhase.Terminated, TransactionActions.None);

    [Theory]
    [MemberData(nameof(EveryInput), MemberType = typeof(MachineAssert))]
    public void Rfc3261_17_1_2_2_Terminated_IgnoresEverything(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Terminated), input), TransactionPhase.Terminated, TransactionActions.None);

    private static TransactionStep Next(TransactionState state, TransactionInput input) => NonInviteClientMachine.Next(state, input, Timers, Now);
}
