using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Undertone.Supervision.Extensions;

/// <summary>
/// All extensions in memory, for look-ups on the path of every call; what changes goes to the store first and is seen by
/// readers only when it is stored. Safe for any thread.
/// </summary>
/// <param name="store">Where they are kept.</param>
public sealed class ExtensionDirectory(IExtensionStore store) : IDisposable
{
    private readonly ConcurrentDictionary<string, Extension> _byNumber = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>All extensions, by number.</summary>
    public IReadOnlyList<Extension> All => [.. _byNumber.Values.OrderBy(e => e.Number.Length).ThenBy(e => e.Number, StringComparer.Ordinal)];

    /// <summary>Reads the store; call it once before the first look-up.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        foreach (Extension extension in await store.ReadAllAsync(cancellation))
        {
            _byNumber[extension.Number] = extension;
        }
    }

    /// <summary>The extension with this number.</summary>
    public bool TryGet(string number, [NotNullWhen(true)] out Extension? extension) => _byNumber.TryGetValue(number, out extension);

    /// <summary>Adds an extension, or replaces the one with its number.</summary>
    public async Task SaveAsync(Extension extension, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            int id = await store.SaveAsync(extension, cancellation);
            _byNumber[extension.Number] = extension with { Id = id };
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Applies a change to the extension with this number, on its newest state; null if there is none.</summary>
    public async Task<Extension?> ChangeAsync(string number, Func<Extension, Extension> change, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            if (!_byNumber.TryGetValue(number, out Extension? current))
            {
                return null;
            }

            Extension changed = change(current);
            await store.SaveAsync(changed, cancellation);
            _byNumber[number] = changed;
            return changed;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _writing.Dispose();
}
