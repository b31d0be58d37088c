namespace Undertone.Storage.Database;

/// <summary>A price as the tables hold it: whole millionths, which the database compares as numbers.</summary>
internal static class StoredPrice
{
    private const decimal Millionths = 1_000_000;

    public static long? From(decimal? price) => price is { } amount ? (long)decimal.Round(amount * Millionths) : null;

    public static decimal? ToPrice(long? millionths) => millionths / Millionths;
}
