using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Undertone.Supervision.Extensions;

/// <summary>
/// All extensions in memory, for look-ups on the path of every call; what changes goes to the store first and is seen by
/// readers only when it is stored, and told to observers after that. Safe for any thread.
/// </summary>
/// <param name="store">Where they are kept.</param>
public sealed class ExtensionDirectory(IExtensionStore store) : IDisposable
{
    private readonly ConcurrentDictionary<string, Extension> _byNumber = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private ImmutableArray<IExtensionObserver> _observers = [];

    /// <summary>All extensions, by number.</summary>
    public IReadOnlyList<Extension> All => [.. _byNumber.Values.OrderBy(e => e.Number.Length).ThenBy(e => e.Number, StringComparer.Ordinal)];

    /// <summary>How many there are.</summary>
    public int Count => _byNumber.Count;

    /// <summary>Reads the store; call it once before the first look-up.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        foreach (Extension extension in await store.ReadAllAsync(cancellation))
        {
            _byNumber[extension.Number] = extension;
        }
    }

    /// <summary>Tells an observer of every change from now on.</summary>
    public void Observe(IExtensionObserver observer)
        => ImmutableInterlocked.Update(ref _observers, static (observers, added) => observers.Add(added), observer);

    /// <summary>The extension with this number.</summary>
    public bool TryGet(string number, [NotNullWhen(true)] out Extension? extension) => _byNumber.TryGetValue(number, out extension);

    /// <summary>Adds an extension, or replaces the one with its number.</summary>
    public Task SaveAsync(Extension extension, CancellationToken cancellation) => WriteAsync(async () =>
    {
        await PutAsync(_byNumber.GetValueOrDefault(extension.Number), extension, cancellation);
        return true;
    }, cancellation);

    /// <summary>Adds an extension unless another has its number or e-mail address.</summary>
    public Task<ExtensionWrite> CreateAsync(Extension extension, CancellationToken cancellation) => WriteAsync(
        () => PutUnlessTakenAsync(null, extension, cancellation), cancellation);

    /// <summary>
    /// Applies a change to the extension with this number, on its newest state, unless it would take another's e-mail address.
    /// The change must leave the number alone.
    /// </summary>
    public Task<ExtensionWrite> UpdateAsync(string number, Func<Extension, Extension> change, CancellationToken cancellation) => WriteAsync(
        () => _byNumber.TryGetValue(number, out Extension? current)
            ? PutUnlessTakenAsync(current, change(current), cancellation)
            : Task.FromResult(ExtensionWrite.NotFound),
        cancellation);

    /// <summary>Applies a change to the extension with this number, on its newest state; null if there is none.</summary>
    public Task<Extension?> ChangeAsync(string number, Func<Extension, Extension> change, CancellationToken cancellation) => WriteAsync(
        async () => _byNumber.TryGetValue(number, out Extension? current) ? await PutAsync(current, change(current), cancellation) : null, cancellation);

    /// <summary>Removes the extension with this number and answers with what it was; null if there was none.</summary>
    public Task<Extension?> DeleteAsync(string number, CancellationToken cancellation) => WriteAsync<Extension?>(
        async () =>
        {
            if (!_byNumber.TryGetValue(number, out Extension? current))
            {
                return null;
            }

            await store.DeleteAsync(number, cancellation);
            _byNumber.TryRemove(number, out _);
            Tell(new ExtensionChange(current, null));
            return current;
        },
        cancellation);

    /// <inheritdoc />
    public void Dispose() => _writing.Dispose();

    private async Task<ExtensionWrite> PutUnlessTakenAsync(Extension? before, Extension after, CancellationToken cancellation)
    {
        ImmutableArray<ExtensionConflict> conflicts = [.. ConflictsOf(before, after)];
        return conflicts.IsEmpty ? new ExtensionWrite(await PutAsync(before, after, cancellation), []) : new ExtensionWrite(null, conflicts);
    }

    private async Task<Extension> PutAsync(Extension? before, Extension after, CancellationToken cancellation)
    {
        int id = await store.SaveAsync(after, cancellation);
        Extension stored = after with { Id = id };
        _byNumber[stored.Number] = stored;
        if (before != stored)
        {
            Tell(new ExtensionChange(before, stored));
        }

        return stored;
    }

    private IEnumerable<ExtensionConflict> ConflictsOf(Extension? before, Extension after)
    {
        if (before is null && _byNumber.TryGetValue(after.Number, out Extension? holder))
        {
            yield return new ExtensionConflict(ExtensionKey.Number, holder);
        }

        // Addresses that a configuration file has given twice are no hindrance to changes of something else.
        if (after.Email.Length > 0 && after.Email != before?.Email
            && _byNumber.Values.FirstOrDefault(e => e.Number != after.Number && e.Email.Equals(after.Email, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            yield return new ExtensionConflict(ExtensionKey.Email, other);
        }
    }

    private void Tell(ExtensionChange change)
    {
        foreach (IExtensionObserver observer in _observers)
        {
            observer.OnChanged(change);
        }
    }

    private async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            return await write();
        }
        finally
        {
            _writing.Release();
        }
    }
}
