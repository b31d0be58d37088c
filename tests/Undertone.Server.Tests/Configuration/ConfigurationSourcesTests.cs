using Undertone.Server.Configuration;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;
using Undertone.Server.Tests.Fakes;

namespace Undertone.Server.Tests.Configuration;

public sealed class ConfigurationSourcesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_named_file_comes_before_the_default_one_and_that_before_the_sample()
    {
        string program = AppContext.BaseDirectory;
        ConfigurationSources sample = ConfigurationSources.Find(null, _folder.Path, program);
        _folder.Write("undertone.json", "{}");
        ConfigurationSources byDefault = ConfigurationSources.Find(null, _folder.Path, program);
        ConfigurationSources named = ConfigurationSources.Find("other.json", _folder.Path, program);

        Assert.True(sample.IsSample);
        Assert.True(File.Exists(sample.File));
        Assert.Equal(new ConfigurationSources(_folder.File("undertone.json"), IsSample: false), byDefault);
        Assert.Equal(new ConfigurationSources(_folder.File("other.json"), IsSample: false), named);
    }

    [Fact]
    public void Without_any_file_the_defaults_hold()
        => Assert.Equal(new ConfigurationSources(null, IsSample: false), ConfigurationSources.Find(null, _folder.Path, _folder.Path));

    [Fact]
    public void The_sample_has_no_mistakes_and_every_secret_in_it_says_that_it_is_one()
    {
        var findings = new Findings();
        ConfigurationSources sources = ConfigurationSources.Find(null, _folder.Path, AppContext.BaseDirectory);

        ServerSettings settings = SettingsReader.Read(sources.Load([], findings), findings);

        Assert.Empty(findings.Mistakes);
        Assert.Empty(findings.Warnings);
        Assert.All(settings.Extensions, extension => Assert.StartsWith("SAMPLE", extension.Password, StringComparison.Ordinal));
        Assert.All(settings.Apis.YeastarPSeries.Clients, client => Assert.StartsWith("SAMPLE", client.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void An_override_is_stronger_than_the_file()
    {
        ServerSettings settings = Read("""{ "Sip": { "Domain": "file.example" }, "Media": { "Workers": 3 } }""", ("Sip:Domain", "override.example"));

        Assert.Equal("override.example", settings.Sip.Domain);
        Assert.Equal(3, settings.Media.Workers);
    }

    [Fact]
    public void The_environment_is_stronger_than_the_file()
    {
        Environment.SetEnvironmentVariable("UNDERTONE__Apis__YeastarPSeries__SerialNumber", "FROM-ENVIRONMENT");
        try
        {
            Assert.Equal("FROM-ENVIRONMENT", Read("""{ "Apis": { "YeastarPSeries": { "SerialNumber": "F" } } }""").Apis.YeastarPSeries.SerialNumber);
        }
        finally
        {
            Environment.SetEnvironmentVariable("UNDERTONE__Apis__YeastarPSeries__SerialNumber", null);
        }
    }

    [Theory]
    [InlineData("{ \"Sip\": ", "line 1")]
    [InlineData("{\n  \"Sip\": { \"Domain\": nonsense }\n}", "line 2")]
    [InlineData("{ \"Sip\": {}, \"sip\": {\"Domain\": \"a\"}, \"Sip\": {\"Domain\": \"b\"} }", "Sip:Domain")]
    [InlineData("[]", "JSON")]
    public void A_file_that_cannot_be_read_is_one_mistake_with_the_place(string text, string expected)
    {
        var findings = new Findings();
        ConfigurationSources.Find(_folder.Write("bad.json", text), _folder.Path, _folder.Path).Load([], findings);

        Mistake mistake = Assert.Single(findings.Mistakes);
        Assert.Equal(_folder.File("bad.json"), mistake.Key);
        Assert.Contains(expected, mistake.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_mistake()
    {
        var findings = new Findings();
        ConfigurationSources.Find("nowhere.json", _folder.Path, _folder.Path).Load([], findings);

        Assert.Contains("does not exist", Assert.Single(findings.Mistakes).Problem, StringComparison.Ordinal);
    }

    private ServerSettings Read(string json, params (string Key, string? Value)[] overrides)
    {
        var findings = new Findings();
        ConfigurationSources sources = ConfigurationSources.Find(_folder.Write("undertone.json", json), _folder.Path, _folder.Path);
        ServerSettings settings = SettingsReader.Read(sources.Load(overrides.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)), findings), findings);
        Assert.Empty(findings.Mistakes);
        return settings;
    }
}
