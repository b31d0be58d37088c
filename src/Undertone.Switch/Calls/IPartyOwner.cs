using Undertone.Switch.Sessions;

namespace Undertone.Switch.Calls;

/// <summary>What a call learns from its legs; every call comes in its mailbox.</summary>
internal interface IPartyOwner
{
    /// <summary>A device of the party rings.</summary>
    void OnRinging(Party party);

    /// <summary>The party sends audio before it answers.</summary>
    ValueTask OnEarlyMediaAsync(Party party);

    /// <summary>A device of the party answered; the others have been cancelled.</summary>
    ValueTask OnAnsweredAsync(Party party);

    /// <summary>Every device of the party turned the call down; the status that says most.</summary>
    ValueTask OnRejectedAsync(Party party, int statusCode);

    /// <summary>The party held, resumed, or moved its audio.</summary>
    ValueTask OnDescriptionChangedAsync(Party party);

    /// <summary>The party hung up, or gave up before the answer.</summary>
    ValueTask OnHungUpAsync(Party party);

    /// <summary>The party's device is gone without a word.</summary>
    ValueTask OnLostAsync(Party party, string reason);

    /// <summary>The party wants to be replaced by somebody else (REFER); it gets its answer through the request.</summary>
    ValueTask OnReferAsync(Party party, ReferRequest refer);

    /// <summary>The party sent a digit by INFO.</summary>
    ValueTask OnInfoDigitAsync(Party party, char digit, TimeSpan duration);
}
