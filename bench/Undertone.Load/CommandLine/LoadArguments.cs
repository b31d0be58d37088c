using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Undertone.Load.Servers;

namespace Undertone.Load.CommandLine;

/// <summary>The options of all commands, and what is wrong with them.</summary>
internal sealed class LoadArguments
{
    private const string ServerGroup = "Without --server an Undertone is started for the run. ";

    private readonly Option<string?> _server = new("--server") { Description = ServerGroup + "With it: where a server listens for SIP over UDP, ADDRESS:PORT.", HelpName = "ADDRESS:PORT" };
    private readonly Option<string?> _domain = new("--domain") { Description = "Its SIP domain (default: its address).", HelpName = "NAME" };
    private readonly Option<string?> _api = new("--api") { Description = "Where its P-Series API and its metrics are, as http://127.0.0.1:8088. Needed for monitors only.", HelpName = "URL" };
    private readonly Option<string> _client = new("--client") { Description = "A client of the API: ID:SECRET.", HelpName = "ID:SECRET", DefaultValueFactory = _ => "" };
    private readonly Option<int?> _process = new("--pid") { Description = "Its process on this machine, to read CPU time and memory.", HelpName = "PID" };
    private readonly Option<int?> _serverCore = new("--server-core") { Description = "Binds the server that is started to this core.", HelpName = "N" };
    private readonly Option<int> _neighbours = new("--neighbours") { Description = "Starts so many busy programs on the server's core, to leave it a part of the core only.", HelpName = "N" };
    private readonly Option<bool> _keepAwake = new("--keep-awake") { Description = "Keeps all cores awake with programs of idle priority: on a virtual machine, where a sleeping core comes back late. Needs chrt and taskset." };
    private readonly Option<string> _calls = new("--calls") { Description = "Calls at a time; several numbers make several steps: 50,100,200.", HelpName = "N,...", DefaultValueFactory = _ => "100" };
    private readonly Option<string> _mode = new("--mode") { Description = "listen, whisper, barge, or none for plain calls.", HelpName = "MODE", DefaultValueFactory = _ => "listen" };
    private readonly Option<int?> _monitors = new("--monitors") { Description = "Monitors at a time, at most two on each call (default: one on each).", HelpName = "N" };
    private readonly Option<double> _rate = new("--rate") { Description = "Calls, and then monitors, to begin in a second.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<double> _seconds = new("--seconds") { Description = "How long to measure, or for a soak how long calls come and go.", HelpName = "N", DefaultValueFactory = _ => 60 };
    private readonly Option<double> _warmUp = new("--warm-up") { Description = "Seconds before that.", HelpName = "N", DefaultValueFactory = _ => 5 };
    private readonly Option<double> _hold = new("--hold") { Description = "Seconds that a call lasts.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _extensions = new("--extensions") { Description = "Extensions to register at least (default: what the calls need).", HelpName = "N" };
    private readonly Option<int> _first = new("--first-extension") { Description = "The number of the first extension; the others follow.", HelpName = "NUMBER", DefaultValueFactory = _ => 10_000 };
    private readonly Option<string> _password = new("--password") { Description = "The password of every extension; {number} stands for its number.", HelpName = "TEXT", DefaultValueFactory = _ => "load-{number}-secret" };
    private readonly Option<int> _expires = new("--expires") { Description = "Lifetime of registrations in seconds; they are refreshed after half of it.", HelpName = "N", DefaultValueFactory = _ => 3600 };
    private readonly Option<string> _local = new("--local-address") { Description = "The IPv4 address of the phones.", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<string> _ports = new("--rtp-ports") { Description = "Ports of the phones, two for each leg.", HelpName = "FIRST-LAST", DefaultValueFactory = _ => "30000-59999" };
    private readonly Option<string> _codec = new("--codec") { Description = "PCMU or PCMA.", HelpName = "NAME", DefaultValueFactory = _ => "PCMU" };
    private readonly Option<string?> _json = new("--json") { Description = "Appends every result to this file, as a line of JSON.", HelpName = "FILE" };
    private readonly Option<int> _seed = new("--seed") { Description = "Other seeds make other choices.", HelpName = "N", DefaultValueFactory = _ => 1 };

    /// <summary>Adds the options that a command knows.</summary>
    public void AddTo(Command command, LoadKind kind)
    {
        Option[] common =
        [
            _server, _domain, _api, _client, _process, _serverCore, _neighbours, _keepAwake, _extensions, _first, _password, _expires, _local, _seconds, _warmUp, _json,
        ];
        Option[] own = kind switch
        {
            LoadKind.Calls => [_calls, _mode, _monitors, _rate, _codec, _ports],
            LoadKind.SetUp => [_rate, _hold],
            LoadKind.Floor => [_calls, _ports],
            LoadKind.Soak => [_calls, _hold, _codec, _ports, _seed],
            _ => [],
        };
        if (kind == LoadKind.Floor)
        {
            common = [_serverCore, _keepAwake, _local, _seconds, _warmUp];
        }

        foreach (var option in (Option[])[.. own, .. common])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads what was given.</summary>
    /// <exception cref="LoadException">Something cannot be used; the message says what.</exception>
    public LoadOptions Read(ParseResult given)
    {
        var mode = Given(given, _mode) ?? "listen";
        var calls = (Given(given, _calls) ?? "100").Split(',');
        return new LoadOptions
        {
            Target = ReadTarget(given),
            ServerCore = Given(given, _serverCore),
            KeepAwake = Given(given, _keepAwake),
            Neighbours = AtLeast(given, _neighbours, 0),
            Calls = [.. calls.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
                : throw new LoadException($"--calls {string.Join(',', calls)}: must be numbers from 1, with commas between them."))],
            Mode = mode switch
            {
                "none" => null,
                "listen" or "whisper" or "barge" => mode,
                _ => throw new LoadException($"--mode {mode}: must be listen, whisper, barge or none."),
            },
            Monitors = Given(given, _monitors) is { } monitors && monitors < 0 ? throw new LoadException("--monitors: must not be negative.") : Given(given, _monitors),
            Rate = Positive(given, _rate),
            Duration = TimeSpan.FromSeconds(Positive(given, _seconds)),
            WarmUp = TimeSpan.FromSeconds(Math.Max(0.1, Given(given, _warmUp))),
            Hold = TimeSpan.FromSeconds(Positive(given, _hold)),
            Extensions = AtLeast(given, _extensions, 0),
            FirstExtension = AtLeast(given, _first, 1),
            Password = Given(given, _password) ?? "",
            Expires = TimeSpan.FromSeconds(AtLeast(given, _expires, 60)),
            LocalAddress = IPAddress.TryParse(Given(given, _local), out var local) && local.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
                ? local
                : throw new LoadException($"--local-address {Given(given, _local)}: must be an IPv4 address."),
            IsALaw = (Given(given, _codec) ?? "PCMU").ToUpperInvariant() switch
            {
                "PCMU" => false,
                "PCMA" => true,
                var other => throw new LoadException($"--codec {other}: must be PCMU or PCMA."),
            },
            RtpPorts = ReadPorts(Given(given, _ports) ?? "30000-59999"),
            Json = Given(given, _json),
            Seed = Given(given, _seed),
        };
    }

    /// <summary>An option that another command does not know has its default there.</summary>
    private static T? Given<T>(ParseResult given, Option<T> option)
        => given.GetResult(option) is OptionResult result ? result.GetValueOrDefault<T>()
            : option.HasDefaultValue ? (T?)option.GetDefaultValue()
            : default;

    private static int AtLeast(ParseResult given, Option<int> option, int least) => Given(given, option) is var value && value >= least
        ? value
        : throw new LoadException($"{option.Name} {value}: must be at least {least}.");

    private static double Positive(ParseResult given, Option<double> option) => Given(given, option) is var value && value > 0 && double.IsFinite(value)
        ? value
        : throw new LoadException($"{option.Name} {value.ToString(CultureInfo.InvariantCulture)}: must be more than 0.");

    private static (int First, int Last) ReadPorts(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && first >= 1024 && last > first && last <= 65_535
            ? (first, last)
            : throw new LoadException($"--rtp-ports {text}: must be FIRST-LAST, from 1024 to 65535.");
    }

    private LoadTarget? ReadTarget(ParseResult given)
    {
        var api = Given(given, _api);
        Uri? address = null;
        if (api is not null && (!Uri.TryCreate(api, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")))
        {
            throw new LoadException($"--api {api}: must be a URL, as http://127.0.0.1:8088.");
        }

        if (Given(given, _server) is not { } server)
        {
            return api is null && Given(given, _process) is null
                ? null
                : throw new LoadException("--api and --pid tell of a server that runs: give --server too.");
        }

        if (!IPEndPoint.TryParse(server, out var sip) || sip.Port == 0)
        {
            throw new LoadException($"--server {server}: must be ADDRESS:PORT, as 127.0.0.1:5060.");
        }

        var client = (Given(given, _client) ?? "").Split(':', 2);
        return new LoadTarget(sip, Given(given, _domain), address, client[0], client.Length > 1 ? client[1] : "", Given(given, _process));
    }
}
