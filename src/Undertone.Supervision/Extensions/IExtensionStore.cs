namespace Undertone.Supervision.Extensions;

/// <summary>Where extensions are kept.</summary>
public interface IExtensionStore
{
    /// <summary>All extensions, by number.</summary>
    Task<IReadOnlyList<Extension>> ReadAllAsync(CancellationToken cancellation);

    /// <summary>Adds one, or replaces the one with the same number; answers with its id.</summary>
    Task<int> SaveAsync(Extension extension, CancellationToken cancellation);

    /// <summary>Removes one; false if there was none with this number.</summary>
    Task<bool> DeleteAsync(string number, CancellationToken cancellation);
}
