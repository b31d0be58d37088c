using System.Globalization;
using System.Net;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Media</c>, also against the addresses of <c>Sip</c>.</summary>
internal static class MediaSection
{
    private static readonly string[] Served = ["PCMU", "PCMA", "G722"];

    public static MediaSettings Read(SectionReader reader, SipSettings sip)
    {
        var defaults = new MediaSettings();
        var settings = new MediaSettings
        {
            Address = reader.Text(nameof(defaults.Address), defaults.Address),
            FirstPort = reader.Integer(nameof(defaults.FirstPort), defaults.FirstPort, 1024, 65_534),
            LastPort = reader.Integer(nameof(defaults.LastPort), defaults.LastPort, 1025, 65_535),
            Workers = reader.Integer(nameof(defaults.Workers), defaults.Workers, 0, 64),
            Codecs = [.. reader.List(nameof(defaults.Codecs), defaults.Codecs).Select(codec => codec.ToUpperInvariant())],
            RefuseMonitorsAbove = reader.Integer(nameof(defaults.RefuseMonitorsAbove), defaults.RefuseMonitorsAbove, 1, 100),
            RefuseCallsAbove = reader.Integer(nameof(defaults.RefuseCallsAbove), defaults.RefuseCallsAbove, 1, 100),
        };
        if (settings.RefuseCallsAbove < settings.RefuseMonitorsAbove)
        {
            reader.Reject(nameof(settings.RefuseCallsAbove), string.Create(
                CultureInfo.InvariantCulture, $"must not be below Media:RefuseMonitorsAbove ({settings.RefuseMonitorsAbove}): supervisors are given up before calls"));
        }

        if (!IPAddress.TryParse(settings.Address, out _))
        {
            reader.Reject(nameof(settings.Address), "must be an IP address of this machine, or 0.0.0.0 for all");
        }

        if (settings.Legs < 2)
        {
            reader.Reject(nameof(settings.LastPort), string.Create(
                CultureInfo.InvariantCulture, $"must leave four ports or more from Media:FirstPort ({settings.FirstPort}) on: a call has two legs, a leg an even and an odd port"));
        }

        CheckCodecs(reader, settings);
        CheckAgainstSip(reader, settings, sip);
        return settings;
    }

    private static void CheckCodecs(SectionReader reader, MediaSettings settings)
    {
        string key = reader.Full(nameof(settings.Codecs));
        foreach (string codec in settings.Codecs.Distinct())
        {
            if (!Served.Contains(codec))
            {
                reader.Findings.Add(new Mistake(key, codec, $"must be one of {string.Join(", ", Served)}"));
            }
        }

        if (settings.Codecs.Distinct().Count() < settings.Codecs.Length)
        {
            reader.Findings.Add(new Mistake(key, string.Join(",", settings.Codecs), "names a format twice"));
        }

        if (settings.Codecs.IsEmpty)
        {
            reader.Findings.Add(new Mistake(key, string.Join(",", settings.Codecs), $"must name at least one of {string.Join(", ", Served)}"));
        }
    }

    private static void CheckAgainstSip(SectionReader reader, MediaSettings settings, SipSettings sip)
    {
        foreach (string listen in sip.Listen)
        {
            if (SipSection.TryParseListen(listen, out string? transport, out IPEndPoint? endPoint) && transport == "udp"
                && endPoint.Port >= settings.FirstPort && endPoint.Port <= settings.LastPort)
            {
                reader.Reject(nameof(settings.FirstPort), string.Create(
                    CultureInfo.InvariantCulture, $"to Media:LastPort ({settings.LastPort}) must not contain the SIP port of {listen}"));
            }
        }
    }
}
