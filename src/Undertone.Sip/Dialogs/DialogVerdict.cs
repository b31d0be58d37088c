namespace Undertone.Sip.Dialogs;

/// <summary>What a dialog thinks of a request.</summary>
public enum DialogVerdict
{
    /// <summary>To be handled.</summary>
    InOrder,

    /// <summary>Older than one already handled: to be answered with 500 (RFC 3261 12.2.2).</summary>
    OutOfOrder,

    /// <summary>Of another dialog, or of none: to be answered with 481 (RFC 3261 12.2.2).</summary>
    NotOfThisDialog,
}
