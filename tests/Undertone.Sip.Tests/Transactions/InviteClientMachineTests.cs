using Undertone.Sip.Transactions;
using static Undertone.Sip.Tests.Transactions.MachineAssert;

namespace Undertone.Sip.Tests.Transactions;

public sealed class InviteClientMachineTests
{
    [Fact]
    public void Rfc3261_17_1_1_2_Start_SendsTheRequestWithTimersAAndB()
    {
        var step = InviteClientMachine.Start(reliable: false, Timers, Now);

        Is(step, TransactionPhase.Calling, TransactionActions.SendRequest, (TransactionTimer.B, 32_000), (TransactionTimer.A, 500));
    }

    [Fact]
    public void Rfc3261_17_1_1_2_Start_OnAReliableTransportHasNoTimerA()
    {
        var step = InviteClientMachine.Start(reliable: true, Timers, Now);

        Is(step, TransactionPhase.Calling, TransactionActions.SendRequest, (TransactionTimer.B, 32_000));
    }

    [Fact]
    public void Rfc3261_17_1_1_2_TimerA_DoublesUntilAnswer()
    {
        var state = InviteClientMachine.Start(reliable: false, Timers, Now).State;
        foreach (var pause in new[] { 1_000, 2_000, 4_000, 8_000, 16_000, 32_000 })
        {
            var step = Next(state, TransactionInput.TimerA);
            Is(step, TransactionPhase.Calling, TransactionActions.SendRequest, (TransactionTimer.A, pause));
            state = step.State;
        }

        var answered = Next(state, TransactionInput.Response1xx).State;
        Is(Next(answered, TransactionInput.TimerA), TransactionPhase.Proceeding, TransactionActions.None);
    }

    [Fact]
    public void Rfc3261_17_1_1_2_TimerB_ReportsTheTimeoutAndEnds() =>
        Is(Next(Calling, TransactionInput.TimerB), TransactionPhase.Terminated, TransactionActions.ReportTimeout);

    [Fact]
    public void Rfc3261_17_1_1_2_TimerB_IsIgnoredOnceAProvisionalCame() =>
        Is(Next(Proceeding, TransactionInput.TimerB), TransactionPhase.Proceeding, TransactionActions.None);

    [Fact]
    public void Rfc3261_17_1_4_TransportError_InCallingIsReportedAndEnds() =>
        Is(Next(Calling, TransactionInput.TransportError), TransactionPhase.Terminated, TransactionActions.ReportTransportError);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rfc3261_17_1_1_2_Provisional_IsPassedAndStopsRetransmission(bool alreadyProceeding) =>
        Is(Next(alreadyProceeding ? Proceeding : Calling, TransactionInput.Response1xx), TransactionPhase.Proceeding, TransactionActions.PassToUser);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Rfc6026_7_2_Success_IsPassedAndTimerMRunsOnEveryTransport(bool alreadyProceeding, bool reliable) =>
        Is(
            Next((alreadyProceeding ? Proceeding : Calling) with { Reliable = reliable }, TransactionInput.Response2xx),
            TransactionPhase.Accepted,
            TransactionActions.PassToUser,
            (TransactionTimer.M, 32_000));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rfc3261_17_1_1_2_Refusal_IsAcknowledgedPassedAndTimerDRuns(bool alreadyProceeding) =>
        Is(
            Next(alreadyProceeding ? Proceeding : Calling, TransactionInput.Response3xxTo6xx),
            TransactionPhase.Completed,
            TransactionActions.SendAck | TransactionActions.PassToUser,
            (TransactionTimer.D, 32_000));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rfc3261_17_1_1_2_Refusal_OnAReliableTransportEndsAtOnce(bool alreadyProceeding) =>
        Is(
            Next((alreadyProceeding ? Proceeding : Calling) with { Reliable = true }, TransactionInput.Response3xxTo6xx),
            TransactionPhase.Terminated,
            TransactionActions.SendAck | TransactionActions.PassToUser);

    [Fact]
    public void Rfc3261_9_1_Cancel_LimitsTheWaitForTheFinalResponse() =>
        Is(Next(Proceeding, TransactionInput.UserCancels), TransactionPhase.Proceeding, TransactionActions.None, (TransactionTimer.Cancelled, 32_000));

    [Fact]
    public void Rfc3261_9_1_TimerCancelled_ReportsTheTimeoutAndEnds() =>
        Is(Next(Proceeding, TransactionInput.TimerCancelled), TransactionPhase.Terminated, TransactionActions.ReportTimeout);

    [Theory]
    [InlineData(TransactionPhase.Accepted)]
    [InlineData(TransactionPhase.Completed)]
    public void Rfc3261_9_1_TimerCancelled_IsIgnoredAfterAFinalResponse(TransactionPhase phase) =>
        Is(Next(In(phase), TransactionInput.TimerCancelled), phase, TransactionActions.None);

    [Fact]
    public void Rfc6026_7_2_RepeatedSuccess_IsPassedToTheUser() =>
        Is(Next(In(TransactionPhase.Accepted), TransactionInput.Response2xx), TransactionPhase.Accepted, TransactionActions.PassToUser);

    [Theory]
    [InlineData(TransactionInput.Response1xx)]
    [InlineData(TransactionInput.Response3xxTo6xx)]
    [InlineData(TransactionInput.TransportError)]
    public void Rfc6026_7_2_Accepted_IgnoresAllOther(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Accepted), input), TransactionPhase.Accepted, TransactionActions.None);

    [Fact]
    public void Rfc6026_7_2_TimerM_Ends() =>
        Is(Next(In(TransactionPhase.Accepted), TransactionInput.TimerM), TransactionPhase.Terminated, TransactionActions.None);

    [Fact]
    public void Rfc3261_17_1_1_2_RepeatedRefusal_IsAcknowledgedAgainButNotPassed() =>
        Is(Next(In(TransactionPhase.Completed), TransactionInput.Response3xxTo6xx), TransactionPhase.Completed, TransactionActions.SendAck);

    [Theory]
    [InlineData(TransactionInput.Response1xx)]
    [InlineData(TransactionInput.Response2xx)]
    public void Rfc3261_17_1_1_2_Completed_IgnoresOtherResponses(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Completed), input), TransactionPhase.Completed, TransactionActions.None);

    [Fact]
    public void Rfc3261_17_1_1_2_TransportError_WhenSendingTheAckIsReportedAndEnds() =>
        Is(Next(In(TransactionPhase.Completed), TransactionInput.TransportError), TransactionPhase.Terminated, TransactionActions.ReportTransportError);

    [Fact]
    public void Rfc3261_17_1_1_2_TimerD_Ends() =>
        Is(Next(In(TransactionPhase.Completed), TransactionInput.TimerD), TransactionPhase.Terminated, TransactionActions.None);

    [Theory]
    [MemberData(nameof(EveryInput), MemberType = typeof(MachineAssert))]
    public void Rfc3261_17_1_1_2_Terminated_IgnoresEverything(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Terminated), input), TransactionPhase.Terminated, TransactionActions.None);

    private static TransactionState Calling => In(TransactionPhase.Calling);

    private static TransactionState Proceeding => In(TransactionPhase.Proceeding);

    private static TransactionStep Next(TransactionState state, TransactionInput input) => InviteClientMachine.Next(state, input, Timers, Now);
}
