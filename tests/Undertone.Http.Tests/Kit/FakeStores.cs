using System.Collections.Concurrent;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.Tests.Kit;

/// <summary>Credentials in memory.</summary>
internal sealed class FakeCredentialStore : ICredentialStore
{
    private readonly ConcurrentDictionary<(string Dialect, string Id), ApiCredential> _credentials = [];

    public int Lookups { get; private set; }

    public Task<ApiCredential?> FindAsync(string dialect, string id, CancellationToken cancellation)
    {
        Lookups++;
        return Task.FromResult(_credentials.GetValueOrDefault((dialect, id)));
    }

    public Task SaveAsync(ApiCredential credential, CancellationToken cancellation)
    {
        _credentials[(credential.Dialect, credential.Id)] = credential;
        return Task.CompletedTask;
    }

    public Task<bool> AnyAsync(string dialect, CancellationToken cancellation)
        => Task.FromResult(_credentials.Keys.Any(k => k.Dialect == dialect));
}

/// <summary>Extensions in memory.</summary>
internal sealed class FakeExtensionStore : IExtensionStore
{
    private readonly List<Extension> _extensions = [];

    /// <summary>Thrown by the next writes if set.</summary>
    public Exception? Fault { get; set; }

    public int Writes { get; private set; }

    public Task<IReadOnlyList<Extension>> ReadAllAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Extension>>([.. _extensions]);

    public Task<int> SaveAsync(Extension extension, CancellationToken cancellation)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        Writes++;
        int at = _extensions.FindIndex(e => e.Number == extension.Number);
        if (at >= 0)
        {
            _extensions[at] = extension with { Id = at + 1 };
            return Task.FromResult(at + 1);
        }

        _extensions.Add(extension with { Id = _extensions.Count + 1 });
        return Task.FromResult(_extensions.Count);
    }

    public Task<bool> DeleteAsync(string number, CancellationToken cancellation) => Task.FromResult(_extensions.RemoveAll(e => e.Number == number) > 0);
}

/// <summary>Blocked addresses in memory.</summary>
internal sealed class FakeBlockedAddressStore : IBlockedAddressStore
{
    private readonly ConcurrentDictionary<string, BlockedAddress> _blocked = [];

    public int Reads { get; private set; }

    public Task<IReadOnlyList<BlockedAddress>> ReadAllAsync(CancellationToken cancellation)
    {
        Reads++;
        return Task.FromResult<IReadOnlyList<BlockedAddress>>([.. _blocked.Values.OrderByDescending(b => b.At)]);
    }

    public Task SaveAsync(BlockedAddress blocked, int most, CancellationToken cancellation)
    {
        _blocked[blocked.Address] = blocked;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string? dialect, string address, CancellationToken cancellation) => Task.FromResult(_blocked.TryRemove(address, out _));
}
