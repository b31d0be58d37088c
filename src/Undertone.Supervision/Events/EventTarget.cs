namespace Undertone.Supervision.Events;

/// <summary>Where a user of a dialect has its events pushed to. It is kept over a restart, which ends the user's token, so that the user can be told.</summary>
/// <param name="Dialect">The dialect, <c>s-series</c> for instance.</param>
/// <param name="User">The API user.</param>
/// <param name="Settings">Where and how, in the dialect's own words.</param>
public sealed record EventTarget(string Dialect, string User, string Settings);

/// <summary>Where event targets are kept.</summary>
public interface IEventTargetStore
{
    /// <summary>Those of a dialect, by user.</summary>
    Task<IReadOnlyList<EventTarget>> ReadAllAsync(string dialect, CancellationToken cancellation);

    /// <summary>Adds one, or replaces that of its user.</summary>
    Task SaveAsync(EventTarget target, CancellationToken cancellation);

    /// <summary>Removes that of a user; false if there was none.</summary>
    Task<bool> DeleteAsync(string dialect, string user, CancellationToken cancellation);
}
