using Undertone.Http.Shared;

namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary>The addresses that this dialect has blocked for wrong credentials.</summary>
/// <param name="blocks">The blocks; disposed of with this.</param>
internal sealed class PSeriesLockout(AddressBlocks blocks) : IDisposable
{
    /// <summary>The blocks.</summary>
    public AddressBlocks Addresses { get; } = blocks;

    /// <inheritdoc />
    public void Dispose() => Addresses.Dispose();
}
