using Undertone.Supervision.Engine;

namespace Undertone.Supervision.Extensions;

/// <summary>What was done to an extension.</summary>
public enum ExtensionChangeKind
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>Its settings changed.</summary>
    Updated,

    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>One stored change of the directory. At least one of the two sides is there.</summary>
/// <param name="Before">The extension as it was; null for a new one.</param>
/// <param name="After">The extension as it is; null for one that is gone.</param>
public sealed record ExtensionChange(Extension? Before, Extension? After)
{
    /// <summary>The extension's number, which no change changes.</summary>
    public string Number => (After ?? Before)!.Number;

    /// <summary>What was done.</summary>
    public ExtensionChangeKind Kind => Before is null
        ? ExtensionChangeKind.Created
        : After is null ? ExtensionChangeKind.Deleted : ExtensionChangeKind.Updated;

    /// <summary>True if what its phones prove themselves with is another than before.</summary>
    public bool HasNewSecret => Before is not null && After is not null && (Before.Secret != After.Secret || Before.DigestUser != After.DigestUser);

    /// <summary>What an engine tells of the change, in order. Which changes are told, and an update that changes nothing, are no news.</summary>
    /// <param name="at">When it was done.</param>
    public IEnumerable<EngineEvent> EventsAt(DateTimeOffset at)
    {
        if (Kind is not ExtensionChangeKind.Updated || Before! with { Watched = After!.Watched } != After)
        {
            yield return new ExtensionConfigurationChanged(at, Number, Kind, (After ?? Before)!.Watched);
        }

        if (Kind is ExtensionChangeKind.Updated && Before!.Presence != After!.Presence)
        {
            yield return new ExtensionPresenceChanged(at, Number, After.Presence);
        }
    }
}

/// <summary>Follows the changes of an <see cref="ExtensionDirectory"/>.</summary>
public interface IExtensionObserver
{
    /// <summary>
    /// Takes a change that is stored and visible. Changes come one at a time and in their order. Must return soon and not throw:
    /// the next change waits.
    /// </summary>
    void OnChanged(ExtensionChange change);
}
