namespace Undertone.Http.Tests.Kit;

/// <summary>One Exotel server for all tests of a class: its start takes longer than they do.</summary>
public sealed class ExotelFixture : IAsyncLifetime
{
    internal ExotelApp App { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync() => App = await ExotelApp.StartAsync();

    /// <inheritdoc />
    public async Task DisposeAsync() => await App.DisposeAsync();
}
