using System.Globalization;

namespace Undertone.Supervision.Calls;

/// <summary>Identifies one leg while the server runs. Zero is no leg.</summary>
/// <param name="Value">Running number, from 1; dialects derive their channel ids from it.</param>
public readonly record struct LegId(uint Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("x8", CultureInfo.InvariantCulture);
}
