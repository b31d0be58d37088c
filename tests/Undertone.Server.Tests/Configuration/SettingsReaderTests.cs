using Microsoft.Extensions.Configuration;
using Undertone.Server.Configuration;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;
using Undertone.Supervision.Monitoring;

namespace Undertone.Server.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void An_empty_configuration_gives_the_defaults()
    {
        (ServerSettings settings, Findings findings) = Read();

        Assert.Empty(findings.Mistakes);
        Assert.Empty(findings.Warnings);
        Assert.Equal(["udp://0.0.0.0:5060", "tcp://0.0.0.0:5060"], settings.Sip.Listen.ToArray());
        Assert.Equal(5_000, settings.Media.Legs);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.Calls.RingTimeout);
        Assert.Equal(["*52", "*91"], settings.FeatureCodes.Whisper.ToArray());
    }

    [Fact]
    public void Every_key_of_the_contract_is_known()
    {
        var builder = new ConfigurationBuilder().AddJsonStream(new MemoryStream(
            """
            {
              "Http":    { "Urls": ["http://0.0.0.0:8088"], "Certificate": { "Path": "", "Password": "" } },
              "Sip":     { "Listen": ["udp://0.0.0.0:5060", "tcp://0.0.0.0:5060"], "Domain": "undertone.local", "PublicAddress": "" },
              "Media":   { "Address": "0.0.0.0", "FirstPort": 20000, "LastPort": 29999, "Workers": 0, "Codecs": ["PCMU", "PCMA", "G722"] },
              "Storage": { "Provider": "Sqlite", "ConnectionString": "Data Source=undertone.db" },
              "Extensions": [
                { "Number": "2000", "Name": "Agent", "Password": "long enough", "AllowBeingMonitored": true, "MonitorMode": "Disabled" },
                { "Number": "3000", "Name": "Supervisor", "Password": "long enough", "AllowBeingMonitored": false, "MonitorMode": "Extensive" }
              ],
              "Trunks": [ { "Name": "carrier", "Address": "sip:127.0.0.1:5090;transport=udp", "Username": "", "Password": "", "Register": false } ],
              "Routes": { "Outbound": [ { "Pattern": "^0[0-9]{6,}$", "Trunk": "carrier" } ],
                          "Inbound":  [ { "Trunk": "carrier", "Number": "^.*$", "Extension": "2000" } ] },
              "Apis": {
                "YeastarPSeries": { "Clients": [ { "Id": "a", "Secret": "b" } ],
                                    "Webhooks": [ { "Url": "http://127.0.0.1/", "Secret": "s", "Events": [30011, 30012] } ] },
                "YeastarSSeries": { "Users": [ { "Name": "api", "Password": "p" } ] },
                "Exotel": { "Accounts": [ { "Sid": "acme", "Key": "k", "Token": "t", "ExoPhones": ["08012345678"], "TimeZone": "UTC" } ] }
              }
            }
            """u8.ToArray()));
        var findings = new Findings();

        ServerSettings settings = SettingsReader.Read(builder.Build(), findings);

        Assert.Empty(findings.Mistakes);
        Assert.Equal(MonitorRight.Extensive, settings.Extensions[1].MonitorMode);
        Assert.Equal([30011, 30012], settings.Apis.YeastarPSeries.Webhooks[0].Events.ToArray());
        Assert.Empty(findings.Warnings);
        Assert.Equal(("acme", "k", "t"), (settings.Apis.Exotel.Accounts[0].Account.Sid, settings.Apis.Exotel.Accounts[0].Account.Key, settings.Apis.Exotel.Accounts[0].Token));
    }

    [Theory]
    [InlineData("Http:Urls:0", "ftp://0.0.0.0:21", "http://ADDRESS:PORT")]
    [InlineData("Http:Urls:0", "http://0.0.0.0:99999", "0 to 65535")]
    [InlineData("Http:Urls:0", "http://0.0.0.0:80/path", "no path")]
    [InlineData("Http:Certificate:Path", "/nowhere/certificate.pfx", "PFX or PEM")]
    [InlineData("Sip:Listen:0", "udp://example.com:5060", "IP address")]
    [InlineData("Apis:YeastarSSeries:SerialNumber", "\"", "letters and digits")]
    [InlineData("Apis:YeastarSSeries:EventListen", "udp://0.0.0.0:8333", "tcp://ADDRESS:PORT")]
    [InlineData("Apis:YeastarSSeries:EventTransport", "FTP", "Http, Tcp")]
    [InlineData("Sip:Listen:0", "tls://0.0.0.0:5061", "udp://")]
    [InlineData("Sip:Listen:0", "udp://0.0.0.0:70000", "0 to 65535")]
    [InlineData("Sip:Listen", "tcp://0.0.0.0:5060,TCP://0.0.0.0", "named twice")]
    [InlineData("Sip:Listen:0", "udp://0.0.0.0:20010", "must not contain the SIP port", "Media:FirstPort")]
    [InlineData("Sip:Domain", "not a host", "host name")]
    [InlineData("Sip:PublicAddress", "0.0.0.0", "IP address")]
    [InlineData("Sip:PublicAddress", "pbx.example.com", "IP address")]
    [InlineData("Sip:DigestAlgorithms", "MD5,SHA-1", "MD5, SHA-256")]
    [InlineData("Sip:DigestAlgorithms", "MD5,md5", "each once")]
    [InlineData("Sip:DigestAlgorithms", ",", "one or both")]
    [InlineData("Sip:MinimumRegistration", "2h", "Sip:MaximumRegistration")]
    [InlineData("Media:Address", "localhost", "IP address")]
    [InlineData("Media:FirstPort", "80", "1024 to 65534")]
    [InlineData("Media:FirstPort", "many", "1024 to 65534")]
    [InlineData("Media:LastPort", "70000", "1025 to 65535")]
    [InlineData("Media:LastPort", "20002", "four ports")]
    [InlineData("Media:Workers", "-1", "0 to 64")]
    [InlineData("Media:RefuseMonitorsAbove", "0", "1 to 100")]
    [InlineData("Media:RefuseCallsAbove", "101", "1 to 100")]
    [InlineData("Media:RefuseCallsAbove", "79", "Media:RefuseMonitorsAbove")]
    [InlineData("Media:Codecs", "PCMU,OPUS", "PCMU, PCMA, G722")]
    [InlineData("Media:Codecs", "PCMU,pcmu", "twice")]
    [InlineData("Media:Codecs", ",", "at least one")]
    [InlineData("Calls:RingTimeout", "30", "unit")]
    [InlineData("Calls:RingTimeout", "11m", "1s to 10m")]
    [InlineData("Calls:MaxMonitorsPerCall", "0", "1 to 16")]
    [InlineData("Storage:Provider", "MySql", "Sqlite")]
    [InlineData("Storage:ConnectionString", "Data Source=:memory:", "must name a file")]
    [InlineData("Logging:LogLevel:Default", "Loud", "Information")]
    [InlineData("FeatureCodes:Listen:0", "51", "must be * or #")]
    [InlineData("FeatureCodes:Whisper:0", "*510", "must not begin with another code")]
    [InlineData("FeatureCodes:Whisper:0", "*51", "must not begin with another code")]
    [InlineData("Apis:YeastarPSeries:AccessTokenLife", "0s", "1s to 24h")]
    [InlineData("Apis:YeastarPSeries:TimeZone", "Atlantis/Capital", "time zone")]
    [InlineData("Apis:YeastarPSeries:Webhooks:0:Url", "crm.example", "http or https")]
    [InlineData("Apis:YeastarPSeries:Webhooks:0:Url", "ftp://crm.example/", "http or https")]
    [InlineData("Apis:YeastarPSeries:Webhooks:0:Url", "http://user:s3cret@crm.example/", "without a user name or password")]
    [InlineData("Apis:YeastarPSeries:Webhooks:0:Url", "", "missing or empty")]
    [InlineData("Callbacks:DeniedNetworks:0", "10.0.0.0/33", "192.0.2.0/24")]
    [InlineData("Callbacks:AllowedNetworks", "office", "192.0.2.0/24")]
    public void A_wrong_value_is_reported_with_its_key_and_what_is_allowed(string key, string value, string expected, string? place = null)
    {
        Findings findings = Read((key, value)).Findings;

        Mistake mistake = Assert.Single(findings.Mistakes);
        Assert.StartsWith(place ?? key.Split(':')[0] + ":", mistake.Key, StringComparison.Ordinal);
        Assert.Contains(expected, mistake.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Events", "30011,x", "or 0 for all")]
    [InlineData("Events", "12", "or 0 for all")]
    [InlineData("Method", "PUT", "Post, Get")]
    [InlineData("Secret", "s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret-s3cret", "at most 128")]
    [InlineData("Secert", "s3cret", "did you mean \"Secret\"")]
    public void A_wrong_value_of_a_webhook_is_reported(string key, string value, string expected)
    {
        Findings findings = Read(("Apis:YeastarPSeries:Webhooks:0:Url", "http://127.0.0.1/"), ($"Apis:YeastarPSeries:Webhooks:0:{key}", value)).Findings;

        Mistake mistake = Assert.Single(findings.Mistakes);
        Assert.Equal($"Apis:YeastarPSeries:Webhooks:0:{key}", mistake.Key);
        Assert.Contains(expected, mistake.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", mistake.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, "http://{0}.example/", "at most 5")]
    [InlineData(2, "http://crm.example/", "twice")]
    public void Too_many_webhooks_and_repeated_ones_are_reported(int count, string url, string expected)
    {
        Findings findings = Read([.. Enumerable.Range(0, count).Select(i => ($"Apis:YeastarPSeries:Webhooks:{i}:Url", url.Replace("{0}", $"n{i}", StringComparison.Ordinal)))]).Findings;

        Assert.Contains(expected, Assert.Single(findings.Mistakes).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", new int[0])]
    [InlineData("", new int[0])]
    [InlineData("30011,0", new int[0])]
    [InlineData("30011,30012,30011", new[] { 30011, 30012 })]
    public void Events_of_a_webhook_are_the_numbers_or_all(string events, int[] expected)
    {
        (ServerSettings settings, Findings findings) = Read(("Apis:YeastarPSeries:Webhooks:0:Url", "http://127.0.0.1/"), ("Apis:YeastarPSeries:Webhooks:0:Events", events));

        Assert.Empty(findings.Mistakes);
        Assert.Equal(expected, settings.Apis.YeastarPSeries.Webhooks[0].Events.ToArray());
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        Findings findings = Read(
            ("Media:FirstPort", "1"), ("Calls:RingTimeout", "soon"), ("Extensions:0:Number", "12a"), ("Extensions:0:Password", ""), ("Sipp:Domain", "x")).Findings;

        Assert.Equal(
            ["Calls:RingTimeout", "Extensions:0:Number", "Extensions:0:Password", "Media:FirstPort", "Sipp"],
            findings.Mistakes.Select(mistake => mistake.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Extensions:0:AllowBeingMonitred", "AllowBeingMonitored")]
    [InlineData("Extention:0:Number", "Extensions")]
    [InlineData("Sip:domaine", "Domain")]
    [InlineData("Apis:YeastarPSeries:Client:0:Id", "Clients")]
    public void An_unknown_key_is_reported_with_the_nearest_known_one(string key, string suggestion)
    {
        Findings findings = Read(("Extensions:0:Number", "2000"), ("Extensions:0:Password", "long enough"), (key, "true")).Findings;

        Assert.EndsWith($"did you mean \"{suggestion}\"?", Assert.Single(findings.Mistakes).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_resembles_nothing_gets_no_suggestion()
        => Assert.Equal("Zebra: is not a setting", Assert.Single(Read(("Zebra", "1")).Findings.Mistakes).ToString());

    [Fact]
    public void An_unknown_mode_names_all_modes_and_the_nearest()
    {
        Mistake mistake = Assert.Single(Read(
            ("Extensions:0:Number", "2000"), ("Extensions:0:Password", "long enough"), ("Extensions:0:MonitorMode", "Wisper")).Findings.Mistakes);

        Assert.Equal(
            "Extensions:0:MonitorMode = \"Wisper\": must be one of Disabled, Extensive, Listen, Whisper, Barge; did you mean \"Whisper\"?", mistake.ToString());
    }

    [Fact]
    public void A_number_is_no_name_of_a_mode()
        => Assert.Single(Read(("Extensions:0:Number", "2000"), ("Extensions:0:Password", "long enough"), ("Extensions:0:MonitorMode", "1")).Findings.Mistakes);

    [Fact]
    public void Two_extensions_with_one_number_are_reported_with_both_places()
    {
        Mistake mistake = Assert.Single(Read(
            ("Extensions:0:Number", "2000"), ("Extensions:0:Password", "long enough"),
            ("Extensions:1:Number", "2000"), ("Extensions:1:Password", "long enough")).Findings.Mistakes);

        Assert.Equal("Extensions:1:Number", mistake.Key);
        Assert.Contains("Extensions:0", mistake.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    [InlineData("ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ")]
    public void The_name_of_a_trunk_is_short_and_plain(string name)
        => Assert.Contains(
            "at most 80 bytes",
            Assert.Single(Read(("Trunks:0:Name", name), ("Trunks:0:Address", "sip:127.0.0.1")).Findings.Mistakes).Problem,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Trunks:0:Address", "http://x", "SIP URI")]
    [InlineData("Trunks:0:Address", "sip:user@127.0.0.1", "without a user")]
    [InlineData("Trunks:0:Address", "sip:127.0.0.1:70000", "SIP URI")]
    [InlineData("Trunks:0:Address", "sip:127.0.0.1;transport=tls", "SIP URI")]
    [InlineData("Trunks:0:Address", "sip:not_a_host:x", "SIP URI")]
    [InlineData("Sip:Listen", "tcp://0.0.0.0:5060", "needs a udp:// address in Sip:Listen")]
    [InlineData("Trunks:0:Timeout", "100ms", "from 500ms to 30s")]
    [InlineData("Trunks:0:Timeout", "5", "with its unit")]
    [InlineData("Trunks:0:Expires", "30s", "from 1m to 24h")]
    [InlineData("Trunks:0:ProbeInterval", "1s", "0s, for never, or at least 5s")]
    [InlineData("Trunks:0:CallerId", "55 01", "without blanks")]
    [InlineData("Trunks:0:Register", "maybe", "true or false")]
    [InlineData("Trunks:0:Register", "true", "must not be empty when Register is true")]
    [InlineData("Routes:Outbound:0:Pattern", "(", "regular expression")]
    [InlineData("Routes:Outbound:0:Pattern", "(?=a)b", "regular expression")]
    [InlineData("Routes:Outbound:0:Trunk", "carier", "did you mean \"carrier\"")]
    public void Trunks_and_routes_are_checked_against_each_other(string key, string value, string expected)
    {
        Findings findings = Read(
            ("Trunks:0:Name", "carrier"), ("Trunks:0:Address", "sip:127.0.0.1"),
            ("Routes:Outbound:0:Pattern", "^0"), ("Routes:Outbound:0:Trunk", "carrier"), (key, value)).Findings;

        Assert.Contains(expected, Assert.Single(findings.Mistakes).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sip:sip.example.com", "", "", true)]
    [InlineData("sip:SIP.example.com:5060;transport=udp", "", "other", false)]
    [InlineData("sip:sip.example.com", "account", "account", true)]
    [InlineData("sip:sip.example.com", "account", "other", false)]
    [InlineData("sip:sip.example.com:5070", "", "", false)]
    [InlineData("sip:sip.example.com;transport=tcp", "", "", false)]
    public void Two_trunks_at_one_address_need_accounts_to_be_told_apart(string second, string firstUser, string secondUser, bool isMistake)
    {
        Findings findings = Read(
            ("Trunks:0:Name", "a"), ("Trunks:0:Address", "sip:sip.example.com"), ("Trunks:0:Username", firstUser),
            ("Trunks:1:Name", "b"), ("Trunks:1:Address", second), ("Trunks:1:Username", secondUser)).Findings;

        Assert.Equal(isMistake ? ["Trunks:1:Address"] : [], findings.Mistakes.Select(mistake => mistake.Key));
    }

    [Theory]
    [InlineData("2000", false)]
    [InlineData("0123", false)]
    [InlineData("7777", true)]
    public void A_route_to_a_number_that_nothing_takes_is_remarked(string target, bool isRemarked)
    {
        Findings findings = Read(
            ("Extensions:0:Number", "2000"), ("Extensions:0:Password", "long enough"),
            ("Trunks:0:Name", "carrier"), ("Trunks:0:Address", "sip:127.0.0.1"),
            ("Routes:Outbound:0:Pattern", "^0"), ("Routes:Outbound:0:Trunk", "carrier"),
            ("Routes:Inbound:0:Trunk", "carrier"), ("Routes:Inbound:0:Number", "."), ("Routes:Inbound:0:Extension", target)).Findings;

        Assert.Empty(findings.Mistakes);
        Assert.Equal(isRemarked, findings.Warnings.Any(warning => warning.Key == "Routes:Inbound:0:Extension"));
    }

    [Theory]
    [InlineData("Extensions:0:Password", "s3cret")]
    [InlineData("Trunks:0:Password", "s3cret")]
    [InlineData("Apis:YeastarPSeries:Clients:0:Secret", "s3cret")]
    [InlineData("Http:Certificate:Password", "s3cret")]
    public void A_secret_appears_in_no_mistake_and_no_settings_text(string key, string secret)
    {
        (ServerSettings settings, Findings findings) = Read(
            (key, secret), ("Http:Certificate:Path", "/nowhere"), ("Extensions:0:Number", "x"), ("Trunks:0:Name", ""), ("Apis:YeastarPSeries:Clients:0:Id", ""));

        Assert.NotEmpty(findings.Mistakes);
        Assert.DoesNotContain(secret, string.Join('\n', findings.Mistakes.Concat(findings.Warnings)), StringComparison.Ordinal);
        Assert.DoesNotContain(
            secret,
            $"{settings.Http} {string.Join(' ', settings.Extensions)} {string.Join(' ', settings.Trunks)} {string.Join(' ', settings.Apis.YeastarPSeries.Clients)}",
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sip", "x", "section")]
    [InlineData("Extensions", "2000", "list of sections")]
    [InlineData("Sip:Domain:0", "x", "single value")]
    [InlineData("Sip:Listen:0:Address", "x", "single text")]
    public void A_value_of_the_wrong_shape_is_reported(string key, string value, string expected)
        => Assert.Contains(Read((key, value)).Findings.Mistakes, mistake => mistake.Problem.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void A_list_can_be_given_as_one_text_with_commas()
        => Assert.Equal(["udp://127.0.0.1:5070", "tcp://127.0.0.1:5070"], Read(("Sip:Listen", "udp://127.0.0.1:5070, tcp://127.0.0.1:5070")).Settings.Sip.Listen.ToArray());

    [Fact]
    public void The_P_Series_API_can_be_kept_to_addresses_and_switched_off()
    {
        PSeriesSettings settings = Read(
            ("Apis:YeastarPSeries:Enabled", "false"),
            ("Apis:YeastarPSeries:AllowedAddresses:0", "192.0.2.7"),
            ("Apis:YeastarPSeries:AllowedAddresses:1", "2001:db8::/32")).Settings.Apis.YeastarPSeries;

        Assert.False(settings.Enabled);
        Assert.Equal(["192.0.2.7/32", "2001:db8::/32"], settings.AllowedAddresses.Select(network => network.ToString()));
        Assert.True(Read().Settings.Apis.YeastarPSeries.Enabled);
        Assert.Empty(Read().Settings.Apis.YeastarPSeries.AllowedAddresses);
    }

    [Theory]
    [InlineData("pbx.example.com")]
    [InlineData("192.0.2.0/40")]
    [InlineData("10")]
    public void A_wrong_allowed_address_is_reported_with_what_is_meant(string text)
        => Assert.Equal(
            $"Apis:YeastarPSeries:AllowedAddresses = \"{text}\": must be an IP address, or a network such as 192.0.2.0/24 or 2001:db8::/32 with zeros after its prefix",
            Assert.Single(Read(("Apis:YeastarPSeries:AllowedAddresses:0", text)).Findings.Mistakes).ToString());

    [Fact]
    public void A_short_password_is_a_warning_and_does_not_keep_the_server_from_starting()
    {
        Findings findings = Read(("Extensions:0:Number", "2000"), ("Extensions:0:Password", "short")).Findings;

        Assert.Empty(findings.Mistakes);
        Assert.Equal("Extensions:0:Password", Assert.Single(findings.Warnings).Key);
    }

    private static (ServerSettings Settings, Findings Findings) Read(params (string Key, string Value)[] values)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.GroupBy(pair => pair.Key).Select(same => KeyValuePair.Create(same.Key, (string?)same.Last().Value)))
            .Build();
        var findings = new Findings();
        return (SettingsReader.Read(configuration, findings), findings);
    }
}
