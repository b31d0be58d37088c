using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.Outbox;

/// <summary>
/// An Exotel account that places supervised calls until its server is killed. Each call and each supervisor's leg has a custom field of its own,
/// by which it is found in the store and in what was told.
/// </summary>
internal static class AccountCaller
{
    /// <summary>Where its callbacks go.</summary>
    public const string Path = "/exotel";

    private const string Account = "acme";
    private const string Caller = "2002";
    private const string Callee = "2003";
    private const string Supervisor = "3000";

    /// <summary>Adds the account to a configuration.</summary>
    public static void Configure(JsonObject configuration) => configuration["Apis"]!["Exotel"] = new JsonObject
    {
        ["RequestsPerMinute"] = 0,
        ["CallbackPause"] = "100ms",
        ["Accounts"] = new JsonArray(new JsonObject { ["Sid"] = Account, ["Key"] = "key", ["Token"] = "token" }),
    };

    /// <summary>Places calls, has a supervisor join each, and ends it.</summary>
    public static async Task CallOverAndOverAsync(ServerProcess server, string callback, CallCount calls, CancellationToken killed)
    {
        List<SimulatedPhone> phones = [];
        try
        {
            foreach (string number in (string[])[Caller, Callee, Supervisor])
            {
                phones.Add(await Phones.RegisterAsync(server, number, 600, AnswerPolicy.Always));
            }

            using var http = new HttpClient { BaseAddress = server.Http };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("key:token")));
            while (!killed.IsCancellationRequested)
            {
                calls.Begin();
                await CallAsync(http, phones, callback, killed);
            }
        }
        catch (Exception failure) when (killed.IsCancellationRequested
            && failure is OperationCanceledException or TimeoutException or PhoneRequestException or HttpRequestException or IOException)
        {
            // The server is gone.
        }
        finally
        {
            foreach (SimulatedPhone phone in phones)
            {
                await phone.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// The custom fields of the calls and of the supervisors' legs that are on record, each by itself: a leg ends before its call, and a kill may
    /// come between the two.
    /// </summary>
    public static async Task<(HashSet<string> Calls, HashSet<string> Legs)> RecordedAsync(ServerProcess server)
    {
        await using SqliteConnection store = Open(server);
        return (
            [.. await store.QueryAsync<string>("SELECT custom_field FROM account_calls WHERE callee = @Callee", new { Callee })],
            [.. await store.QueryAsync<string>("SELECT custom_field FROM leg_bills JOIN leg_records USING (call_id, leg_id) WHERE origin = 'Monitor'")]);
    }

    /// <summary>How many callbacks of any dialect still wait.</summary>
    public static async Task<int> WaitingAsync(ServerProcess server)
    {
        await using SqliteConnection store = Open(server);
        return await store.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM outbox");
    }

    /// <summary>The custom fields of the calls and legs whose end was told.</summary>
    public static HashSet<string> Told(WebhookReceiver receiver)
        => [.. receiver.Received
            .Where(request => request.Path == Path)
            .Select(request => JsonNode.Parse(request.Body)!)
            .Where(told => (string)told["EventType"]! == "terminal")
            .Select(told => (string)told["CustomField"]!)];

    private static SqliteConnection Open(ServerProcess server)
        => new($"Data Source={System.IO.Path.Combine(server.Folder.FullName, "undertone.db")};Mode=ReadOnly");

    private static async Task CallAsync(HttpClient http, List<SimulatedPhone> phones, string callback, CancellationToken killed)
    {
        JsonNode call = (await PostAsync(http, "connect", callback, killed, ("From", Caller), ("To", Callee)))!;
        PhoneCall answered = await phones[1].NextIncomingCallAsync(cancellation: killed);
        await answered.WaitForAsync(PhoneCallState.Talking, cancellation: killed);

        // The phone has answered before the server knows it.
        string legs = $"{(string)call["Call"]!["Sid"]!}/Legs";
        await Until.TrueAsync(
            async () => await PostAsync(http, legs, callback, killed, ("Action", "listen"), ("PhoneNumber", Supervisor)) is not null, () => "the call to be in progress");
        PhoneCall supervising = await phones[2].NextIncomingCallAsync(cancellation: killed);
        await supervising.WaitForAsync(PhoneCallState.Talking, cancellation: killed);
        await answered.HangUpAsync(killed);
        await supervising.WaitForAsync(PhoneCallState.Ended, cancellation: killed);
        PhoneCall calling = await phones[0].NextIncomingCallAsync(cancellation: killed);
        await calling.WaitForAsync(PhoneCallState.Ended, cancellation: killed);
    }

    /// <summary>Posts and gives back the answer; null if the call is not in progress.</summary>
    private static async Task<JsonNode?> PostAsync(
        HttpClient http, string path, string callback, CancellationToken killed, params (string Name, string Value)[] fields)
    {
        using var body = new FormUrlEncodedContent(
        [
            .. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
            new("StatusCallback", callback),
            new("StatusCallbackEvents[0]", "terminal"),
            new("StatusCallbackContentType", "application/json"),
            new("CustomField", Guid.NewGuid().ToString()),
        ]);
        using HttpResponseMessage response = await http.PostAsync($"/v1/Accounts/{Account}/Calls/{path}.json", body, killed);
        string answer = await response.Content.ReadAsStringAsync(killed);
        Assert.True(response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotFound, answer);
        return response.IsSuccessStatusCode ? JsonNode.Parse(answer) : null;
    }
}
