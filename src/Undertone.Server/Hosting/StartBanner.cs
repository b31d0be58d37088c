using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Undertone.Server.Configuration;
using Undertone.Server.Configuration.Settings;
using Undertone.Supervision.Extensions;

namespace Undertone.Server.Hosting;

/// <summary>What is printed when the server is ready.</summary>
internal static class StartBanner
{
    private const int PortsAndSocketsOfLeg = 2;

    // Files of the runtime, the store, HTTP connections.
    private const int DescriptorsForTheRest = 500;

    public static string Write(UndertoneServer server, ConfigurationSources sources)
    {
        ServerSettings settings = server.Settings;
        var text = new StringBuilder();
        text.Append("Undertone ").Append(UndertoneServer.Version).Append(" is ready.\n");
        Line(text, "configuration", sources.File ?? "defaults");
        Line(text, "store", server.Store.Description);
        Line(text, "SIP", $"{string.Join(", ", server.SipAddresses)}  (domain {settings.Sip.Domain})");
        Line(text, "HTTP", string.Join(", ", server.HttpAddresses));
        if (server.Certificate is { } certificate)
        {
            Line(text, "TLS", $"{(settings.Http.CertificatePath.Length > 0 ? settings.Http.CertificatePath : "self-signed")}, SHA-256 {Fingerprint(certificate)}");
        }

        if (settings.Apis.YeastarSSeries is { Enabled: true, EventTransport: SSeriesEventTransport.Tcp } sSeries)
        {
            Line(text, "events", $"tcp://{sSeries.EventListen} (S-Series 2.0)");
        }

        Line(text, "audio", Capacity(settings.Media, DescriptorLimit.Read()));
        if (sources.IsSample)
        {
            WriteSample(text, server);
        }

        WriteExamples(text, server, sources.IsSample);
        return text.ToString();
    }

    /// <summary>The port range, and how many calls it and the descriptor limit admit: a leg takes two ports and two sockets.</summary>
    internal static string Capacity(MediaSettings media, long descriptors)
    {
        long legs = Math.Min(media.Legs, Math.Max(0, descriptors - DescriptorsForTheRest) / PortsAndSocketsOfLeg);
        string bound = legs < media.Legs
            ? string.Create(CultureInfo.InvariantCulture, $"; the limit of {descriptors} open files is the narrower bound, raise it with ulimit -n")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"UDP {media.FirstPort}-{media.LastPort}: room for {legs} legs = {legs / 2} calls, or {legs / 3} with a supervisor each{bound}");
    }

    private static string Fingerprint(X509Certificate2 certificate)
        => string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(octet => octet.ToString("X2", CultureInfo.InvariantCulture)));

    private static void WriteSample(StringBuilder text, UndertoneServer server)
    {
        text.Append("\nThis is the SAMPLE configuration: its passwords are public. Copy it to ").Append(ConfigurationSources.DefaultFile).Append(" and change them.\n");
        foreach (ExtensionSeed seed in server.Settings.Extensions)
        {
            if (server.Extensions.TryGet(seed.Number, out Extension? extension)
                && extension.Secret == SipSecret.FromPassword(seed.Number, server.Settings.Sip.Domain, seed.Password))
            {
                text.Append(CultureInfo.InvariantCulture, $"  extension {seed.Number,-5} password {seed.Password}  {seed.Name}\n");
            }
        }
    }

    private static void WriteExamples(StringBuilder text, UndertoneServer server, bool isSample)
    {
        if (server.HttpAddresses.Count == 0)
        {
            return;
        }

        string address = server.HttpAddresses[0]
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal);
        // A self-signed certificate is known to no client yet.
        string curl = address.StartsWith("https:", StringComparison.Ordinal) && server.Settings.Http.CertificatePath.Length == 0 ? "curl -sk" : "curl -s";
        text.Append("\nTry it:\n");
        text.Append(CultureInfo.InvariantCulture, $"  {curl} {address}/healthz\n");
        foreach (string example in ServerDialects.Examples(curl, address, server.Settings.Apis, isSample))
        {
            text.Append("  ").Append(example).Append('\n');
        }
    }

    private static void Line(StringBuilder text, string name, string value)
        => text.Append(CultureInfo.InvariantCulture, $"  {name,-14} {value}\n");
}
