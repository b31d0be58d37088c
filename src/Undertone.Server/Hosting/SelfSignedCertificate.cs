using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Undertone.Server.Hosting;

/// <summary>
/// The certificate for <c>https</c> when none is configured: made at the first start, kept in a file that only its owner can read, used
/// again at later starts so that clients may pin it, and made anew when it is about to expire.
/// </summary>
internal static class SelfSignedCertificate
{
    private const int KeyBits = 2048;
    private static readonly TimeSpan Life = TimeSpan.FromDays(3650);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(7);

    // A clock that was set back a little must not make it a certificate of tomorrow.
    private static readonly TimeSpan Backdated = TimeSpan.FromDays(1);

    /// <summary>Loads the certificate of a file, or makes it.</summary>
    /// <param name="path">PEM file with certificate and key.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="IOException">The file can be neither used nor written.</exception>
    public static X509Certificate2 LoadOrCreate(string path, DateTimeOffset now)
    {
        try
        {
            if (File.Exists(path))
            {
                X509Certificate2 kept = X509Certificate2.CreateFromPemFile(path);
                if (kept.NotAfter.ToUniversalTime() - RenewBefore > now.UtcDateTime)
                {
                    return kept;
                }

                kept.Dispose();
            }

            Write(path, now);
            return X509Certificate2.CreateFromPemFile(path);
        }
        catch (Exception failure) when (failure is CryptographicException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"The certificate {path} cannot be used: {failure.Message} Remove it, and a new one is made.", failure);
        }
    }

    private static void Write(string path, DateTimeOffset now)
    {
        using var key = RSA.Create(KeyBits);
        string host = Dns.GetHostName();
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "Server Authentication")], critical: false));
        using X509Certificate2 certificate = request.CreateSelfSigned(now - Backdated, now + Life);

        // Beside it first and then moved: a start that is cut off leaves no half a file.
        string unfinished = $"{path}.new";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(unfinished, options))
        {
            writer.Write(certificate.ExportCertificatePem());
            writer.Write('\n');
            writer.Write(key.ExportPkcs8PrivateKeyPem());
            writer.Write('\n');
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
