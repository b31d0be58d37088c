namespace Undertone.Sip.Transports;

/// <summary>Whether a stream transport may make a connection to send.</summary>
internal enum SendMode
{
    /// <summary>Yes, when there is none.</summary>
    ConnectIfNeeded,

    /// <summary>No: fail when there is none.</summary>
    ExistingOnly,
}
