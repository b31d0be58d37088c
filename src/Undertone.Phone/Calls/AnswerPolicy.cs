namespace Undertone.Phone.Calls;

/// <summary>What a phone does with an incoming call.</summary>
public enum AnswerPolicy
{
    /// <summary>Answers at once where the caller asks for it (see <see cref="AutoAnswer"/>), as desk phones do; else it rings.</summary>
    ByHeaders,

    /// <summary>Answers every call at once.</summary>
    Always,

    /// <summary>Rings until <see cref="PhoneCall.AnswerAsync"/>, whatever the caller asks for.</summary>
    Never,

    /// <summary>Rings for a while, then answers.</summary>
    AfterRinging,

    /// <summary>Declines with 603.</summary>
    Decline,

    /// <summary>Is busy: 486.</summary>
    Busy,
}
