using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Callbacks;
using Undertone.Http.Exotel.Transport;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Exotel.Calls;

/// <summary><c>POST Calls/connect</c>: rings <c>From</c> and, when it answers, <c>To</c>.</summary>
internal sealed partial class Connect(ICallEngine engine, CallBook book, ExotelOptions options, TimeProvider clock, ILogger<Connect> logger)
{
    private const int LongestCallSeconds = 14_400;
    private const int LongestRingSeconds = 600;

    /// <summary>Answers the request.</summary>
    public static Task<IResult> HandleAsync(HttpContext http, Connect connect) => connect.RunAsync(http);

    private async Task<IResult> RunAsync(HttpContext http)
    {
        (RequestFields? fields, ExotelError? error) = await RequestFields.ReadAsync(http, options.RequestBodyLimitBytes);
        if (fields is null)
        {
            return error!;
        }

        Account account = RequestContext.AccountOf(http);
        (PlacedCall? call, error) = Read(account, fields);
        if (call is null)
        {
            return error!;
        }

        if (!TryReadSeconds(fields["TimeLimit"], LongestCallSeconds, out TimeSpan? limit))
        {
            return ExotelError.Invalid("TimeLimit", $"1 to {LongestCallSeconds} seconds");
        }

        if (!TryReadSeconds(fields["TimeOut"], LongestRingSeconds, out TimeSpan? ringing))
        {
            return ExotelError.Invalid("TimeOut", $"1 to {LongestRingSeconds} seconds");
        }

        string reference = book.Add(call);
        Outcome<CallId> outcome = await engine.PlaceCallAsync(
            new PlaceCall(RequestContext.RequesterOf(http), call.From, call.To, AutoAnswer: false)
            {
                CallerMayBeOutside = true, ShownNumber = call.ExoPhone, RingTimeout = ringing, TimeLimit = limit, Reference = reference,
            },
            http.RequestAborted);
        if (!outcome.Succeeded)
        {
            book.Remove(reference);
            return outcome.Refusal is Refusal.Overloaded
                ? ExotelError.Overloaded
                : ExotelError.Invalid("From", "it is no extension and no outbound route takes it");
        }

        book.Began(outcome.Value, reference);
        Log.Placed(logger, account.Sid, outcome.Value, call.From, call.To, call.ExoPhone);
        DateTimeOffset placed = engine.FindCall(outcome.Value)?.StartedAt ?? clock.GetUtcNow();
        AnswerFormat format = AnswerFormats.Of(http.Request, AnswerFormat.Xml);
        return ExotelResult.Success(new Fields { { "Call", CallView.Of(call, outcome.Value, placed).ToFields(format) } });
    }

    private static (PlacedCall? Call, ExotelError? Error) Read(Account account, RequestFields fields)
    {
        if (!PhoneNumber.TryParse(fields["From"], out string from))
        {
            return (null, ExotelError.Invalid("From"));
        }

        if (!PhoneNumber.TryParse(fields["To"], out string to))
        {
            string why = fields["Url"].Length > 0 && fields["To"].Length == 0 ? "flows (Url) are not served, give the number to connect to" : "";
            return (null, ExotelError.Invalid("To", why));
        }

        if (FindCallerId(account, fields["CallerId"]) is not { } exoPhone)
        {
            return (null, ExotelError.Invalid("CallerId", "it is none of the account's numbers"));
        }

        if (!CustomField.TryRead(fields, out string customField, out ExotelError? error))
        {
            return (null, error);
        }

        (CallbackTerms? terms, error) = CallbackTerms.Read(fields);
        return terms is null ? (null, error) : (new PlacedCall(account, from, to, exoPhone, customField, terms), null);
    }

    // Without numbers of its own, an account shows whatever its trunks let it show.
    private static string? FindCallerId(Account account, string wanted)
        => wanted.Length == 0 ? account.FirstExoPhone
            : !PhoneNumber.TryParse(wanted, out string number) ? null
            : account.ExoPhones.Count == 0 ? number
            : account.FindExoPhone(number);

    private static bool TryReadSeconds(string text, int most, out TimeSpan? time)
    {
        time = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) || seconds < 1 || seconds > most)
        {
            return false;
        }

        time = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ExotelCallPlaced, LogLevel.Information, "Exotel account {Account} places call {Call} from {From} to {To}, shown as {ExoPhone}")]
        public static partial void Placed(ILogger logger, string account, CallId call, string from, string to, string exoPhone);
    }
}
