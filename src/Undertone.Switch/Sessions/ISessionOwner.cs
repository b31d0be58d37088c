namespace Undertone.Switch.Sessions;

/// <summary>What the owner of a session learns from it; every call comes in the owner's mailbox.</summary>
internal interface ISessionOwner
{
    /// <summary>The far side was alerted (180), or says that it works on it (183 without a description).</summary>
    void OnRinging(SipSession session);

    /// <summary>The far side sends audio before it answers (a provisional response with a description).</summary>
    ValueTask OnEarlyMediaAsync(SipSession session);

    /// <summary>The far side answered, and the audio is agreed.</summary>
    ValueTask OnAnsweredAsync(SipSession session);

    /// <summary>The far side, or the way to it, turned the INVITE down.</summary>
    ValueTask OnRejectedAsync(SipSession session, int statusCode);

    /// <summary>The far side changed the session: hold, resume, another address.</summary>
    ValueTask OnDescriptionChangedAsync(SipSession session);

    /// <summary>The far side hung up or, before the answer, gave up.</summary>
    ValueTask OnHungUpAsync(SipSession session);

    /// <summary>The far side is gone without a word.</summary>
    ValueTask OnLostAsync(SipSession session, string reason);

    /// <summary>The far side asks us to call somebody else in its place (REFER); it gets its answer through the request.</summary>
    ValueTask OnReferAsync(SipSession session, ReferRequest refer);

    /// <summary>The far side sent a digit in an INFO.</summary>
    ValueTask OnInfoDigitAsync(SipSession session, char digit, TimeSpan duration);
}
