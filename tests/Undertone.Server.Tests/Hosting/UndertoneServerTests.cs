using System.Net;
using System.Net.Sockets;
using Undertone.Server.Configuration;
using Undertone.Server.Configuration.Settings;
using Undertone.Server.Hosting;
using Undertone.Server.Tests.Fakes;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Server.Tests.Hosting;

public sealed class UndertoneServerTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeEngineRunner _runner = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_started_server_is_healthy_and_ready()
    {
        await using UndertoneServer server = await StartAsync();
        using HttpClient http = Client(server);

        Assert.Equal("ok\n", await http.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
        Assert.Equal("sip: ok\nstore: ok\n", await http.GetStringAsync(new Uri("/readyz", UriKind.Relative)));
    }

    [Fact]
    public async Task A_server_that_does_not_listen_for_sip_is_not_ready_but_healthy()
    {
        await using UndertoneServer server = await StartAsync();
        _runner.ListensOn = [];
        using HttpClient http = Client(server);

        HttpResponseMessage ready = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
        HttpResponseMessage healthy = await http.GetAsync(new Uri("/healthz", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("sip: failed\nstore: ok\n", await ready.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
    }

    [Fact]
    public async Task A_server_whose_store_cannot_be_written_is_not_ready()
    {
        await using UndertoneServer server = await StartAsync();
        await server.Store.DisposeAsync();
        using HttpClient http = Client(server);

        HttpResponseMessage ready = await http.GetAsync(new Uri("/readyz", UriKind.Relative));

        Assert.Equal("sip: ok\nstore: failed\n", await ready.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Metrics_show_extensions_by_state_and_calls_that_have_ended()
    {
        _runner.Fake.States["2000"] = ExtensionState.Registered;
        await using UndertoneServer server = await StartAsync();
        using HttpClient http = Client(server);
        _runner.Fake.Events.Publish(new CallEnded(default, Samples.Record(1)));

        string text = await UntilAsync(
            () => http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), text => text.Contains("undertone_calls_ended_total", StringComparison.Ordinal));

        Assert.Contains("undertone_calls_ended_total{disposition=\"answered\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("undertone_calls_live 0\n", text, StringComparison.Ordinal);
        Assert.Contains("undertone_extensions{state=\"registered\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("undertone_extensions{state=\"unavailable\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("undertone_calls_talk_time_seconds_bucket{le=\"15\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_of_a_call_that_the_stop_ends_is_stored()
    {
        _runner.WhenStopped = () => _runner.Fake.Events.Publish(new CallEnded(default, Samples.Record(1)));
        await (await StartAsync()).DisposeAsync();

        await using UndertoneServer again = await StartAsync();

        Assert.Equal(1, Assert.Single(await again.Store.CallRecords.ReadNewestAsync(10, default)).Id.Sequence);
    }

    [Fact]
    public async Task A_port_in_use_is_one_io_error_that_names_the_address()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string url = $"http://{taken.LocalEndpoint}";

        IOException failure = await Assert.ThrowsAnyAsync<IOException>(() => StartAsync(settings => settings with { Http = new HttpSettings { Urls = [url] } }));

        Assert.Contains(url, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_leaves_nothing_open()
    {
        _runner.StartFailure = new IOException("Cannot listen on udp://127.0.0.1:5060.");
        await Assert.ThrowsAsync<IOException>(() => StartAsync());
        _runner.StartFailure = null;

        await using UndertoneServer server = await StartAsync();
        Assert.Single(server.HttpAddresses);
    }

    [Fact]
    public async Task The_banner_shows_passwords_of_the_sample_only()
    {
        await using UndertoneServer server = await StartAsync();

        string sample = StartBanner.Write(server, new ConfigurationSources("/etc/sample.json", IsSample: true));
        string own = StartBanner.Write(server, new ConfigurationSources("/etc/undertone.json", IsSample: false));

        Assert.Contains("extension 2000  password sufficiently long", sample, StringComparison.Ordinal);
        Assert.Contains("/etc/undertone.json", own, StringComparison.Ordinal);
        Assert.Contains($"curl -s {server.HttpAddresses[0]}/healthz", own, StringComparison.Ordinal);
        Assert.DoesNotContain("sufficiently long", own, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", own, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20_000, 29_999, long.MaxValue, "5000 legs = 2500 calls, or 1666 with a supervisor each")]
    [InlineData(20_000, 20_005, 1_048_576, "3 legs = 1 calls, or 1 with a supervisor each")]
    [InlineData(20_000, 29_999, 1_024, "262 legs = 131 calls, or 87 with a supervisor each; the limit of 1024 open files")]
    [InlineData(20_000, 29_999, 100, "0 legs")]
    public void The_capacity_is_the_narrower_of_ports_and_descriptors(int first, int last, long descriptors, string expected)
        => Assert.Contains(expected, StartBanner.Capacity(new MediaSettings { FirstPort = first, LastPort = last }, descriptors), StringComparison.Ordinal);

    [Fact]
    public void The_descriptor_limit_is_read_from_the_system() => Assert.InRange(DescriptorLimit.Read(), 64, long.MaxValue);

    private Task<UndertoneServer> StartAsync(Func<ServerSettings, ServerSettings>? change = null)
    {
        ServerSettings settings = Samples.Settings(_folder);
        return UndertoneServer.StartAsync(change?.Invoke(settings) ?? settings, [], (_, _) => _runner, CancellationToken.None);
    }

    private static HttpClient Client(UndertoneServer server) => new() { BaseAddress = new Uri(server.HttpAddresses[0]) };

    private static async Task<string> UntilAsync(Func<Task<string>> read, Func<string, bool> isGood)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string text = await read();
        while (!isGood(text))
        {
            await Task.Delay(20, limit.Token);
            text = await read();
        }

        return text;
    }
}
