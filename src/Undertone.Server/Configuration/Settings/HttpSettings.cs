using System.Collections.Immutable;

namespace Undertone.Server.Configuration.Settings;

/// <summary>Where HTTP is served.</summary>
public sealed record HttpSettings
{
    /// <summary>Absolute <c>http</c> or <c>https</c> addresses without a path; port 0 takes any free port.</summary>
    public ImmutableArray<string> Urls { get; init; } = ["http://0.0.0.0:8088"];

    /// <summary>PFX, or PEM file with certificate and key, for <c>https</c> addresses; empty for a self-signed one that the server makes.</summary>
    public string CertificatePath { get; init; } = "";

    /// <summary>Password of the certificate file; empty for none.</summary>
    public string CertificatePassword { get; init; } = "";

    /// <summary>True if any address is served with TLS.</summary>
    public bool UsesTls => Urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Names the addresses, never the password.</summary>
    public override string ToString() => string.Join(", ", Urls);
}
