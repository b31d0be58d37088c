namespace Undertone.Supervision.Extensions;

/// <summary>Which changes of an extension are told to programs that follow it. Calls themselves are always told.</summary>
/// <param name="Registration">Its phones come and go.</param>
/// <param name="CallState">It rings, is busy, is idle.</param>
/// <param name="Presence">Its presence changes.</param>
public sealed record WatchedChanges(bool Registration, bool CallState, bool Presence)
{
    /// <summary>Everything is told; how an extension begins.</summary>
    public static WatchedChanges All { get; } = new(true, true, true);
}
