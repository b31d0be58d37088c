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
    private const int LongestLifeMilliseconds = 300;
    private const int NewCallRecord = 30012;
    private const int CallStatusChanged = 30011;

    [Fact]
    public async Task EveryRecordIsTold_AndNoneIsInvented_OverTwentyKills()
    {
        Outcome[] outcomes = await Task.WhenAll(Enumerable.Range(1, Servers).Select(KillOverAndOverAsync));

        // Otherwise no kill came between a commit and a delivery, or too early for supervisors, and the test has shown nothing.
        Assert.Contains(outcomes, outcome => outcome.Log.Contains("[5056]", StringComparison.Ordinal));
        Assert.Contains(outcomes, outcome => outcome.Calls > 0);
        Assert.Contains(outcomes, outcome => outcome.Legs > 0);
    }

    private static async Task<Outcome> KillOverAndOverAsync(int seed)
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        await using ServerProcess server = await ServerProcess.StartAsync(configuration =>
        {
            configuration["Apis"]!["YeastarPSeries"]!["Webhooks"] = new JsonArray(
                new JsonObject { ["Url"] = receiver.Url("/slow"), ["Events"] = new JsonArray(CallStatusChanged, NewCallRecord) });
            AccountCaller.Configure(configuration);
        });
        var random = new Random(seed);
        for (int kill = 0; kill < KillsOfEach; kill++)
        {
            using var killed = new CancellationTokenSource();
            var phone = new CallCount();
            var account = new CallCount();
            Task calling = Task.WhenAll(
                CallOverAndOverAsync(server, phone, killed.Token),
                AccountCaller.CallOverAndOverAsync(server, receiver.Url(AccountCaller.Path), account, killed.Token));

            // At some moment of its first calls, or of later ones: how fast the machine is decides nothing.
            await Task.WhenAll(phone.ReachedAsync(kill % 2), account.ReachedAsync(kill % 2));
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
        (HashSet<string> calls, HashSet<string> legs) = await AccountCaller.RecordedAsync(server);
        HashSet<string> billed = [.. calls, .. legs];
        await Until.TrueAsync(
            () => billed.IsSubsetOf(AccountCaller.Told(receiver)),
            () => $"{billed.Except(AccountCaller.Told(receiver)).Count()} of {calls.Count} calls and {legs.Count} legs of an account to be told");
        Assert.Subset(billed, AccountCaller.Told(receiver));
        await Until.TrueAsync(async () => await AccountCaller.WaitingAsync(server) == 0, () => "the outbox to be empty");
        return new Outcome(server.Log, calls.Count, legs.Count);
    }

    /// <summary>What a server has been through.</summary>
    /// <param name="Log">Its log.</param>
    /// <param name="Calls">How many calls of an account are on record.</param>
    /// <param name="Legs">How many supervisors' legs.</param>
    private sealed record Outcome(string Log, int Calls, int Legs);

    /// <summary>Makes short calls until the server is killed.</summary>
    private static async Task CallOverAndOverAsync(ServerProcess server, CallCount calls, CancellationToken killed)
    {
        SimulatedPhone? caller = null;
        SimulatedPhone? callee = null;
        try
        {
            caller = await Phones.RegisterAsync(server, "2000", 600, AnswerPolicy.Never);
            callee = await Phones.RegisterAsync(server, "2001", 800, AnswerPolicy.Always);
            while (!killed.IsCancellationRequested)
            {
                calls.Begin();
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
            .Where(request => request.Path != AccountCaller.Path)
            .Select(request => JsonNode.Parse(request.Body)!)
            .Where(told => (int)told["type"]! == NewCallRecord)
            .Select(told => (string)JsonNode.Parse((string)told["msg"]!)!["call_id"]!)];
}
