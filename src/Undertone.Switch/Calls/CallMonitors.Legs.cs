using Undertone.Sip.Messages;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Calls;

/// <content>What the supervisors' phones do: ring, answer, hold, press keys, hang up, vanish.</content>
internal sealed partial class CallMonitors : IPartyOwner
{
    /// <inheritdoc />
    public void OnRinging(Party party)
    {
        // She was announced as ringing when her phones were called.
    }

    /// <inheritdoc />
    public ValueTask OnEarlyMediaAsync(Party party) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask OnAnsweredAsync(Party party) => Find(party) is { } monitor ? AttachAsync(monitor) : ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask OnRejectedAsync(Party party, int statusCode)
        => Find(party) is { } monitor ? FailAsync(monitor, FailureReasons.FromStatus(statusCode)) : ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask OnDescriptionChangedAsync(Party party)
        => Find(party) is { AttachedAt: not null } ? call.ApplyPlanAsync() : ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask OnHungUpAsync(Party party) => Find(party) is { } monitor ? RemoveAsync(monitor) : ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask OnLostAsync(Party party, string reason)
    {
        if (Find(party) is not { } monitor)
        {
            return ValueTask.CompletedTask;
        }

        Log.Lost(services.Logger, call.Id, monitor.Supervisor, reason);
        return RemoveAsync(monitor);
    }

    /// <inheritdoc />
    public ValueTask OnReferAsync(Party party, ReferRequest refer)
    {
        // Whoever took her place would hear the call without a right to it.
        refer.Refuse(SipStatus.Forbidden);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask OnInfoDigitAsync(Party party, char digit, TimeSpan duration) => OnDigitAsync(party.Audio.Leg, digit);
}
