using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;
using Undertone.Storage;
using Undertone.Supervision.Calls;

namespace Undertone.Scenarios.Outbox;

/// <summary>What is on record is told, and nothing else, however often the server is killed in the middle of it.</summary>
public sealed class KilledServerTests
{
    private const int Servers = 2;
    private const int KillsOfEach = 10;
    private const int LongestLifeMilliseconds = 700;
    private const int NewCallRecord = 30012;
    private const int CallStatusChanged = 30011;

    [Fact]
    public async Task EveryRecordIsTold_AndNoneIsInvented_OverTwentyKills()
    {
        string[] logs = await Task.WhenAll(Enumerable.Range(1, Servers).Select(KillOverAndOverAsync));

        // Otherwise no kill came between a commit and a delivery, and the test has shown nothing.
        Assert.Contains(logs, log => log.Contains("[5056]", StringComparison.Ordinal));
    }

    private static async Task<string> KillOverAndOverAsync(int seed)
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        await using ServerProcess server = await ServerProcess.StartAsync(configuration => configuration["Apis"]!["YeastarPSeries"]!["Webhooks"] = new JsonArray(
            new JsonObject { ["Url"] = receiver.Url("/slow"), ["Events"] = new JsonArray(CallStatusChanged, NewCallRecord) }));
        var random = new Random(seed);
        for (int kill = 0; kill < KillsOfEach; kill++)
        {
            using var killed = new CancellationTokenSource();
            Task calling = CallOverAndOverAsync(server, killed.Token);
            await Task.Delay(random.Next(LongestLifeMilliseconds));
            await killed.CancelAsync();
            await server.RestartAsync();
            await calling;
        }

        HashSet<string> recorded = await RecordedAsync(server);
        await Until.TrueAsync(
            () => recorded.IsSubsetOf(Told(receiver)), () => $"{recorded.Except(Told(receiver)).Count()} of {recorded.Count} records to be told");
        Assert.NotEmpty(recorded);
        Assert.Subset(recorded, Told(receiver));
        return server.Log;
    }

    /// <summary>Makes short calls until the server is killed.</summary>
    private static async Task CallOverAndOverAsync(ServerProcess server, CancellationToken killed)
    {
        SimulatedPhone? caller = null;
        SimulatedPhone? callee = null;
        try
        {
            caller = await Phones.RegisterAsync(server, "2000", 600, AnswerPolicy.Never);
            callee = await Phones.RegisterAsync(server, "2001", 800, AnswerPolicy.Always);
            while (!killed.IsCancellationRequested)
            {
                PhoneCall call = await caller.CallAsync("2001", cancellation: killed);
                await call.HangUpAsync(killed);
            }
        }
        catch (Exception failure) when (killed.IsCancellationRequested && failure is OperationCanceledException or TimeoutException or PhoneRequestException)
        {
            // The server is gone.
        }
        finally
        {
            await EndAsync(caller);
            await EndAsync(callee);
        }
    }

    private static async Task EndAsync(SimulatedPhone? phone)
    {
        if (phone is not null)
        {
            await phone.DisposeAsync();
        }
    }

    private static async Task<HashSet<string>> RecordedAsync(ServerProcess server)
    {
        var options = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(server.Folder.FullName, "undertone.db")}" };
        await using UndertoneStore store = await UndertoneStore.OpenAsync(options, TimeProvider.System, NullLogger<UndertoneStore>.Instance, mustExist: true);
        IReadOnlyList<CallRecord> records = await store.CallRecords.ReadNewestAsync(100_000, CancellationToken.None);
        return [.. records.Select(record => record.Id.ToString())];
    }

    private static HashSet<string> Told(WebhookReceiver receiver)
        => [.. receiver.Received
            .Select(request => JsonNode.Parse(request.Body)!)
            .Where(told => (int)told["type"]! == NewCallRecord)
            .Select(told => (string)JsonNode.Parse((string)told["msg"]!)!["call_id"]!)];
}
