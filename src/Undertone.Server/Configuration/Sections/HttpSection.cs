using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Http</c>.</summary>
internal static class HttpSection
{
    public static HttpSettings Read(SectionReader reader)
    {
        var defaults = new HttpSettings();
        SectionReader certificate = reader.Section("Certificate");
        var settings = new HttpSettings
        {
            Urls = reader.List(nameof(defaults.Urls), defaults.Urls),
            CertificatePath = certificate.Text("Path"),
            CertificatePassword = certificate.Text("Password"),
        };
        CheckUrls(reader, settings);
        CheckCertificate(certificate, settings);
        return settings;
    }

    /// <summary>Loads the certificate with its key; PEM by its content, else PFX.</summary>
    public static X509Certificate2 LoadCertificate(HttpSettings settings)
    {
        bool isPem = File.ReadAllText(settings.CertificatePath).Contains("-----BEGIN", StringComparison.Ordinal);
        if (!isPem)
        {
            return X509CertificateLoader.LoadPkcs12FromFile(settings.CertificatePath, settings.CertificatePassword);
        }

        return settings.CertificatePassword.Length == 0
            ? X509Certificate2.CreateFromPemFile(settings.CertificatePath)
            : X509Certificate2.CreateFromEncryptedPemFile(settings.CertificatePath, settings.CertificatePassword);
    }

    private static void CheckUrls(SectionReader reader, HttpSettings settings)
    {
        if (settings.Urls.IsEmpty)
        {
            reader.Reject(nameof(settings.Urls), "must name at least one address, such as http://0.0.0.0:8088");
        }

        foreach (string url in settings.Urls)
        {
            if (!TryParse(url, out Uri? parsed))
            {
                reader.Findings.Add(new Mistake(
                    reader.Full(nameof(settings.Urls)), url, "must be http://ADDRESS:PORT or https://ADDRESS:PORT, with a port from 0 to 65535 and no path"));
            }
        }
    }

    private static bool TryParse(string url, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? parsed)
    {
        // Kestrel's wildcards are no host names to Uri.
        string host = url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        return Uri.TryCreate(host, UriKind.Absolute, out parsed)
            && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps)
            && parsed.PathAndQuery == "/" && parsed.UserInfo.Length == 0 && parsed.Fragment.Length == 0;
    }

    private static void CheckCertificate(SectionReader certificate, HttpSettings settings)
    {
        if (settings.CertificatePath.Length == 0)
        {
            return;
        }

        try
        {
            using X509Certificate2 loaded = LoadCertificate(settings);
            if (!loaded.HasPrivateKey)
            {
                certificate.Reject("Path", "holds no private key");
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            certificate.Reject("Path", $"must be a PFX or PEM file with certificate and key, readable with Http:Certificate:Password: {failure.Message}");
        }
    }
}
