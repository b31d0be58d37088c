using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Exotel;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Shared.Callbacks;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.Kit;

/// <summary>The Exotel dialect on a <see cref="DialectHost"/>: the accounts <c>acme</c>, whose extensions are all, and <c>other</c>, which has none.</summary>
internal sealed class ExotelApp : IAsyncDisposable
{
    public const string Key = "k3y";
    public const string Token = "t0ken";
    public const string ExoPhone = "08030752400";

    private readonly HttpClient _http = new();

    private ExotelApp(DialectHost host, FakeAccountStore accounts) => (Host, Accounts) = (host, accounts);

    public DialectHost Host { get; }

    public FakeAccountStore Accounts { get; }

    public FakeCallEngine Engine => Host.Engine;

    public static async Task<ExotelApp> StartAsync(Func<ExotelOptions, ExotelOptions>? change = null, FakeReceiver? receiver = null, FakeOutbox? outbox = null)
    {
        outbox ??= new FakeOutbox();
        var accounts = new FakeAccountStore(outbox);
        var options = new ExotelOptions
        {
            Accounts =
            [
                new Account { Sid = "acme", Key = Key, ExoPhones = [ExoPhone, "08047091234"], Tariff = new Tariff { PricePerPulse = 0.5m } },
                new Account { Sid = "other", Key = "o", Extensions = ["9999"], TimeZone = TimeZoneInfo.Utc, MaySupervise = false },
            ],
            RequestsPerMinute = 0,
        };
        DialectHost host = await DialectHost.StartAsync(
            services =>
            {
                services.AddSingleton<IAccountStore>(accounts).AddExotel(change?.Invoke(options) ?? options);
                services.AddSingleton<ICallbackSender>(receiver ?? new FakeReceiver());
            },
            app => app.MapExotel(),
            outbox);
        foreach (string user in (string[])[Key, "acme", "o"])
        {
            await host.Credentials.SaveAsync(new ApiCredential("exotel", user, QuickHash.Of(Token)), CancellationToken.None);
        }

        return new ExotelApp(host, accounts);
    }

    /// <summary>Sends a request with the account's credentials.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the account.</param>
    /// <param name="body">The body, if any.</param>
    /// <param name="contentType">Its type; null for none.</param>
    public Task<Answer> SendAsync(string method, string path, string? body = null, string? contentType = "application/x-www-form-urlencoded")
        => SendRawAsync(method, $"/v1/Accounts/acme{path}", body, contentType, $"{Key}:{Token}");

    /// <summary>Sends a request.</summary>
    public async Task<Answer> SendRawAsync(
        string method, string path, string? body = null, string? contentType = null, string? credentials = null, string? accept = null, string? from = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Host.Address.GetLeftPart(UriPartial.Authority) + path);
        if (credentials is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (from is not null)
        {
            request.Headers.Add("X-Test-Address", from);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString() ?? "",
            await response.Content.ReadAsStringAsync(),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value)));
    }

    /// <summary>Ends a call the way that the engine does: its legs first.</summary>
    public void End(CallSnapshot call, DateTimeOffset at, params LegRecord[] monitors)
    {
        foreach (LegRecord leg in monitors.Concat(call.Legs.Select(leg => RecordOf(call, leg, at))))
        {
            Engine.Events.Publish(new LegEnded(at, leg));
        }

        Engine.Events.Publish(new CallEnded(at, new CallRecord
        {
            Id = call.Id,
            Kind = call.Kind,
            From = call.From,
            To = call.To,
            Reference = call.Reference,
            StartedAt = call.StartedAt,
            AnsweredAt = call.AnsweredAt,
            EndedAt = at,
            Disposition = call.IsAnswered ? CallDisposition.Answered : CallDisposition.Busy,
            FailureReason = call.IsAnswered ? CallFailureReason.None : CallFailureReason.Busy,
        }));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Host.DisposeAsync();
    }

    private static LegRecord RecordOf(CallSnapshot call, LegSnapshot leg, DateTimeOffset at) => new()
    {
        CallId = call.Id,
        Id = leg.Id,
        Origin = leg.Origin,
        Role = leg.Role,
        Number = leg.Number,
        Reference = call.Reference,
        StartedAt = leg.StartedAt,
        AnsweredAt = leg.AnsweredAt,
        EndedAt = at,
        FailureReason = leg.AnsweredAt is null ? CallFailureReason.Busy : CallFailureReason.None,
    };

    /// <summary>An answer as it came.</summary>
    public sealed record Answer(int Status, string ContentType, string Body, IReadOnlyDictionary<string, string> Headers);
}
