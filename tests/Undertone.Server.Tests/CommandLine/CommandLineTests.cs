using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Server.CommandLine;
using Undertone.Server.Tests.Fakes;
using Undertone.Storage;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Server.Tests.CommandLine;

public sealed class CommandLineTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Check_says_ok_and_names_the_file()
    {
        string file = _folder.Write("undertone.json", """{ "Sip": { "Domain": "pbx.example" } }""");

        Assert.Equal(ExitCodes.Success, await RunAsync("check", "--config", file));
        Assert.Equal($"{file}: ok\n", _output.ToString());
    }

    [Theory]
    [InlineData("check --config FILE")]
    [InlineData("--config FILE check")]
    [InlineData("--config FILE")]
    [InlineData("audit --config FILE")]
    public async Task Every_command_lists_all_mistakes_and_answers_with_2(string arguments)
    {
        string file = _folder.Write("undertone.json", """{ "Sip": { "Domain": "" }, "Media": { "FirstPort": 1 } }""");

        Assert.Equal(ExitCodes.WrongConfiguration, await RunAsync(arguments.Replace("FILE", file, StringComparison.Ordinal).Split(' ')));
        Assert.Contains("2 mistakes", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Sip:Domain", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Media:FirstPort = \"1\": must be a whole number from 1024 to 65534", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_on_the_command_line_reach_the_configuration()
    {
        string file = _folder.Write("undertone.json", "{}");

        Assert.Equal(ExitCodes.WrongConfiguration, await RunAsync("check", "--config", file, "--Sip:Listen:0=udp://127.0.0.1:x", "--Logging:LogLevel:Undertone.Sip=Debug"));
        Assert.Contains("udp://127.0.0.1:x", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Logging", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chekc")]
    [InlineData("--confg=x")]
    [InlineData("--Sip:Domain")]
    public async Task What_is_neither_a_command_nor_a_setting_is_refused(string argument)
    {
        Assert.Equal(ExitCodes.WrongConfiguration, await RunAsync("check", "--config", _folder.Write("undertone.json", "{}"), argument));
        Assert.Contains(argument, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_without_a_store_says_where_it_looked_and_makes_none()
    {
        Assert.Equal(ExitCodes.Failure, await RunAsync("audit", "--config", await ConfigurationAsync(0)));
        Assert.Contains(_folder.File("undertone.db"), _error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("undertone.db")));
    }

    [Fact]
    public async Task Audit_prints_the_newest_records_as_a_table()
    {
        Assert.Equal(ExitCodes.Success, await RunAsync("audit", "--last", "2", "--config", await ConfigurationAsync(3)));

        string[] lines = _output.ToString().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("TIME (UTC)", lines[0], StringComparison.Ordinal);
        Assert.Contains("1650094666.3", lines[1], StringComparison.Ordinal);
        Assert.Matches("1970-01-01 00:00:03.000  Switch  Listen -> Whisper  3000 +2000 +2001 +1650094666.3  p-series:client\\?  192.0.2.7", lines[1]);
        Assert.Contains("1650094666.2", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_prints_json_that_names_every_fact()
    {
        Assert.Equal(ExitCodes.Success, await RunAsync("audit", "--json", "--config", await ConfigurationAsync(1)));
        Assert.Equal(
            """
            {"at":"1970-01-01T00:00:01+00:00","action":"Switch","mode":"Whisper","previous_mode":"Listen","supervisor":"3000","target":"2000","other_party":"2001","call_id":"1650094666.1","monitor_leg":"00000009","means":"p-series","credential":"client\u001B","address":"192.0.2.7"}

            """,
            _output.ToString());
    }

    [Theory]
    [InlineData("--last", "0")]
    [InlineData("--last", "some")]
    public async Task A_wrong_option_is_refused_with_2(params string[] arguments)
    {
        Assert.Equal(ExitCodes.WrongConfiguration, await RunAsync(["audit", .. arguments]));
        Assert.Contains("--last", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        Assert.Equal(ExitCodes.Success, await RunAsync("--help"));
        foreach (string word in (string[])["--config", "check", "audit", "blocked", "unblock", "--Section:Key=value"])
        {
            Assert.Contains(word, _output.ToString(), StringComparison.Ordinal);
        }
    }

    private Task<int> RunAsync(params string[] arguments) => UndertoneCommandLine.RunAsync(arguments, _output, _error, CancellationToken.None);

    private async Task<string> ConfigurationAsync(int records)
    {
        var options = new StorageOptions { ConnectionString = $"Data Source={_folder.File("undertone.db")}" };
        if (records > 0)
        {
            await using UndertoneStore store = await UndertoneStore.OpenAsync(options, TimeProvider.System, NullLogger<UndertoneStore>.Instance);
            for (int sequence = 1; sequence <= records; sequence++)
            {
                await store.Audit.AppendAsync(Record(sequence), CancellationToken.None);
            }
        }

        return _folder.Write("undertone.json", $$"""{ "Storage": { "ConnectionString": "{{options.ConnectionString}}" } }""");
    }

    private static AuditRecord Record(long sequence) => new()
    {
        At = DateTimeOffset.UnixEpoch.AddSeconds(sequence),
        Action = AuditAction.Switch,
        Requester = new Requester("p-series", "client\u001b", "192.0.2.7"),
        Supervisor = "3000",
        Target = "2000",
        OtherParty = "2001",
        CallId = new CallId(1_650_094_666, sequence),
        MonitorLeg = new LegId(9),
        Mode = MonitorMode.Whisper,
        PreviousMode = MonitorMode.Listen,
        Refusal = Refusal.None,
    };
}
