using Undertone.Sip.Transactions;
using static Undertone.Sip.Tests.Transactions.MachineAssert;

namespace Undertone.Sip.Tests.Transactions;

public sealed class InviteServerMachineTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rfc3261_17_2_1_Start_PassesTheInviteAndWaits200MillisecondsForTheUser(bool reliable) =>
        Is(
            InviteServerMachine.Start(reliable, Timers, Now),
            TransactionPhase.Proceeding,
            TransactionActions.PassToUser,
            (TransactionTimer.Trying, 200));

    [Fact]
    public void Rfc3261_17_2_1_TimerTrying_Sends100WhenTheUserIsSilent()
    {
        var step = Next(Fresh, TransactionInput.TimerTrying);

        Is(step, TransactionPhase.Proceeding, TransactionActions.SendTrying);
        Assert.True(step.State.Answered);
    }

    [Fact]
    public void Rfc3261_17_2_1_TimerTrying_DoesNothingWhenTheUserHasAnswered() =>
        Is(Next(In(TransactionPhase.Proceeding), TransactionInput.TimerTrying), TransactionPhase.Proceeding, TransactionActions.None);

    [Fact]
    public void Rfc3261_17_2_1_RetransmittedInvite_GetsTheLastProvisionalAgain() =>
        Is(Next(In(TransactionPhase.Proceeding), TransactionInput.RequestRetransmitted), TransactionPhase.Proceeding, TransactionActions.SendResponse);

    [Fact]
    public void Rfc3261_17_2_1_RetransmittedInvite_IsAbsorbedBeforeAnyProvisional() =>
        Is(Next(Fresh, TransactionInput.RequestRetransmitted), TransactionPhase.Proceeding, TransactionActions.None);

    [Fact]
    public void Rfc3261_17_2_1_Provisional_IsSentAndRemembered()
    {
        var step = Next(Fresh, TransactionInput.UserSends1xx);

        Is(step, TransactionPhase.Proceeding, TransactionActions.SendResponse);
        Assert.True(step.State.Answered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rfc6026_7_1_Success_IsSentAndTimerLRunsOnEveryTransport(bool reliable) =>
        Is(
            Next(Fresh with { Reliable = reliable }, TransactionInput.UserSends2xx),
            TransactionPhase.Accepted,
            TransactionActions.SendResponse,
            (TransactionTimer.L, 32_000));

    [Fact]
    public void Rfc3261_17_2_1_Refusal_IsSentWithTimersHAndG() =>
        Is(
            Next(Fresh, TransactionInput.UserSends3xxTo6xx),
            TransactionPhase.Completed,
            TransactionActions.SendResponse,
            (TransactionTimer.H, 32_000),
            (TransactionTimer.G, 500));

    [Fact]
    public void Rfc3261_17_2_1_Refusal_OnAReliableTransportHasNoTimerG() =>
        Is(
            Next(Fresh with { Reliable = true }, TransactionInput.UserSends3xxTo6xx),
            TransactionPhase.Completed,
            TransactionActions.SendResponse,
            (TransactionTimer.H, 32_000));

    [Fact]
    public void Rfc6026_7_1_RetransmittedInvite_IsAbsorbedInAccepted() =>
        Is(Next(In(TransactionPhase.Accepted), TransactionInput.RequestRetransmitted), TransactionPhase.Accepted, TransactionActions.None);

    [Fact]
    public void Rfc6026_7_1_RepeatedSuccess_IsSentAgain() =>
        Is(Next(In(TransactionPhase.Accepted), TransactionInput.UserSends2xx), TransactionPhase.Accepted, TransactionActions.SendResponse);

    [Theory]
    [InlineData(TransactionInput.UserSends1xx)]
    [InlineData(TransactionInput.UserSends3xxTo6xx)]
    public void Rfc6026_7_1_OtherResponses_AreNotSentAfterA2xx(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Accepted), input), TransactionPhase.Accepted, TransactionActions.None);

    [Fact]
    public void Rfc6026_7_1_Ack_IsPassedToTheUserInAccepted() =>
        Is(Next(In(TransactionPhase.Accepted), TransactionInput.Ack), TransactionPhase.Accepted, TransactionActions.PassToUser);

    [Fact]
    public void Rfc6026_7_1_TimerL_Ends() =>
        Is(Next(In(TransactionPhase.Accepted), TransactionInput.TimerL), TransactionPhase.Terminated, TransactionActions.None);

    [Fact]
    public void Rfc3261_17_2_1_RetransmittedInvite_GetsTheFinalResponseAgain() =>
        Is(Next(In(TransactionPhase.Completed), TransactionInput.RequestRetransmitted), TransactionPhase.Completed, TransactionActions.SendResponse);

    [Theory]
    [InlineData(TransactionInput.UserSends1xx)]
    [InlineData(TransactionInput.UserSends2xx)]
    [InlineData(TransactionInput.UserSends3xxTo6xx)]
    public void Rfc3261_17_2_1_Completed_DiscardsFurtherResponsesOfTheUser(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Completed), input), TransactionPhase.Completed, TransactionActions.None);

    [Fact]
    public void Rfc3261_17_2_1_TimerG_DoublesUpToT2()
    {
        var state = Next(Fresh, TransactionInput.UserSends3xxTo6xx).State;
        foreach (var pause in new[] { 1_000, 2_000, 4_000, 4_000, 4_000 })
        {
            var step = Next(state, TransactionInput.TimerG);
            Is(step, TransactionPhase.Completed, TransactionActions.SendResponse, (TransactionTimer.G, pause));
            state = step.State;
        }
    }

    [Fact]
    public void Rfc3261_17_2_1_TimerH_ReportsTheMissingAckAndEnds() =>
        Is(Next(In(TransactionPhase.Completed), TransactionInput.TimerH), TransactionPhase.Terminated, TransactionActions.ReportTimeout);

    [Fact]
    public void Rfc3261_17_2_1_Ack_ConfirmsAndTimerIRuns() =>
        Is(Next(In(TransactionPhase.Completed), TransactionInput.Ack), TransactionPhase.Confirmed, TransactionActions.None, (TransactionTimer.I, 5_000));

    [Fact]
    public void Rfc3261_17_2_1_Ack_OnAReliableTransportEndsAtOnce() =>
        Is(Next(In(TransactionPhase.Completed) with { Reliable = true }, TransactionInput.Ack), TransactionPhase.Terminated, TransactionActions.None);

    [Theory]
    [InlineData(TransactionInput.Ack)]
    [InlineData(TransactionInput.TimerG)]
    [InlineData(TransactionInput.TimerH)]
    [InlineData(TransactionInput.RequestRetransmitted)]
    public void Rfc3261_17_2_1_Confirmed_AbsorbsAcksAndLateTimers(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Confirmed), input), TransactionPhase.Confirmed, TransactionActions.None);

    [Fact]
    public void Rfc3261_17_2_1_TimerI_Ends() =>
        Is(Next(In(TransactionPhase.Confirmed), TransactionInput.TimerI), TransactionPhase.Terminated, TransactionActions.None);

    [Theory]
    [InlineData(TransactionPhase.Proceeding)]
    [InlineData(TransactionPhase.Accepted)]
    [InlineData(TransactionPhase.Completed)]
    public void Rfc6026_7_1_TransportError_IsReportedAndTheTransactionStays(TransactionPhase phase) =>
        Is(Next(In(phase), TransactionInput.TransportError), phase, TransactionActions.ReportTransportError);

    [Theory]
    [MemberData(nameof(EveryInput), MemberType = typeof(MachineAssert))]
    public void Rfc3261_17_2_1_Terminated_IgnoresEverything(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Terminated), input), TransactionPhase.Terminated, TransactionActions.None);

    private static TransactionState Fresh => In(TransactionPhase.Proceeding) with { Answered = false };

    private static TransactionStep Next(TransactionState state, TransactionInput input) => InviteServerMachine.Next(state, input, Timers, Now);
}
