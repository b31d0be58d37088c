namespace Undertone.Sip.Sdp;

/// <summary>An attribute line "a=name" or "a=name:value" (RFC 8866 5.13).</summary>
/// <param name="Name">The name as written; names are case-sensitive.</param>
/// <param name="Value">What follows the colon, or null for a property attribute.</param>
public sealed record SdpAttributeLine(string Name, string? Value = null)
{
    /// <inheritdoc/>
    public override string ToString() => Value is null ? Name : $"{Name}:{Value}";
}
