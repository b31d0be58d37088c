using Undertone.Sip.Transactions;
using static Undertone.Sip.Tests.Transactions.MachineAssert;

namespace Undertone.Sip.Tests.Transactions;

public sealed class NonInviteServerMachineTests
{
    [Fact]
    public void Rfc3261_17_2_2_Start_PassesTheRequest() =>
        Is(NonInviteServerMachine.Start(reliable: false), TransactionPhase.Trying, TransactionActions.PassToUser);

    [Fact]
    public void Rfc3261_17_2_2_RetransmittedRequest_IsDiscardedInTrying() =>
        Is(Next(In(TransactionPhase.Trying), TransactionInput.RequestRetransmitted), TransactionPhase.Trying, TransactionActions.None);

    [Theory]
    [InlineData(TransactionPhase.Trying)]
    [InlineData(TransactionPhase.Proceeding)]
    public void Rfc3261_17_2_2_Provisional_IsSent(TransactionPhase phase) =>
        Is(Next(In(phase), TransactionInput.UserSends1xx), TransactionPhase.Proceeding, TransactionActions.SendResponse);

    [Theory]
    [InlineData(TransactionPhase.Trying, TransactionInput.UserSends2xx)]
    [InlineData(TransactionPhase.Trying, TransactionInput.UserSends3xxTo6xx)]
    [InlineData(TransactionPhase.Proceeding, TransactionInput.UserSends2xx)]
    [InlineData(TransactionPhase.Proceeding, TransactionInput.UserSends3xxTo6xx)]
    public void Rfc3261_17_2_2_Final_IsSentAndTimerJRuns(TransactionPhase phase, TransactionInput input) =>
        Is(Next(In(phase), input), TransactionPhase.Completed, TransactionActions.SendResponse, (TransactionTimer.J, 32_000));

    [Theory]
    [InlineData(TransactionPhase.Trying, TransactionInput.UserSends2xx)]
    [InlineData(TransactionPhase.Proceeding, TransactionInput.UserSends3xxTo6xx)]
    public void Rfc3261_17_2_2_Final_OnAReliableTransportEndsAtOnce(TransactionPhase phase, TransactionInput input) =>
        Is(Next(In(phase) with { Reliable = true }, input), TransactionPhase.Terminated, TransactionActions.SendResponse);

    [Theory]
    [InlineData(TransactionPhase.Proceeding)]
    [InlineData(TransactionPhase.Completed)]
    public void Rfc3261_17_2_2_RetransmittedRequest_GetsTheLastResponseAgain(TransactionPhase phase) =>
        Is(Next(In(phase), TransactionInput.RequestRetransmitted), phase, TransactionActions.SendResponse);

    [Theory]
    [InlineData(TransactionInput.UserSends1xx)]
    [InlineData(TransactionInput.UserSends2xx)]
    [InlineData(TransactionInput.UserSends3xxTo6xx)]
    public void Rfc3261_17_2_2_Completed_DiscardsFurtherResponsesOfTheUser(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Completed), input), TransactionPhase.Completed, TransactionActions.None);

    [Theory]
    [InlineData(TransactionPhase.Proceeding)]
    [InlineData(TransactionPhase.Completed)]
    public void Rfc3261_17_2_4_TransportError_IsReportedAndEnds(TransactionPhase phase) =>
        Is(Next(In(phase), TransactionInput.TransportError), TransactionPhase.Terminated, TransactionActions.ReportTransportError);

    [Fact]
    public void Rfc3261_17_2_2_TimerJ_Ends() =>
        Is(Next(In(TransactionPhase.Completed), TransactionInput.TimerJ), TransactionPhase.Terminated, TransactionActions.None);

    [Theory]
    [MemberData(nameof(EveryInput), MemberType = typeof(MachineAssert))]
    public void Rfc3261_17_2_2_Terminated_IgnoresEverything(TransactionInput input) =>
        Is(Next(In(TransactionPhase.Terminated), input), TransactionPhase.Terminated, TransactionActions.None);

    private static TransactionStep Next(TransactionState state, TransactionInput input) => NonInviteServerMachine.Next(state, input, Timers, Now);
}
