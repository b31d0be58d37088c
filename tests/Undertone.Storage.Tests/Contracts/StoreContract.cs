using Microsoft.Extensions.Logging.Abstractions;

namespace Undertone.Storage.Tests.Contracts;

/// <summary>What every provider must do; a provider derives one class from each contract.</summary>
public abstract class StoreContract<TDatabase> : IAsyncLifetime
    where TDatabase : ITestDatabase, new()
{
    protected static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private UndertoneStore? _store;

    protected TDatabase Database { get; } = new();

    protected UndertoneStore Store => _store ?? throw new InvalidOperationException("The store is not open yet.");

    public async Task InitializeAsync() => _store = await OpenAsync();

    public async Task DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        Database.Dispose();
    }

    protected Task<UndertoneStore> OpenAsync()
        => UndertoneStore.OpenAsync(Database.Options, TimeProvider.System, NullLogger<UndertoneStore>.Instance);

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        _store = await OpenAsync();
    }
}
