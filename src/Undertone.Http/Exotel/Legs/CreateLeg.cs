using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Calls;
using Undertone.Http.Exotel.Callbacks;
using Undertone.Http.Exotel.Transport;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Exotel.Legs;

/// <summary><c>POST Calls/{sid}/Legs</c>: dials a supervisor, who joins the call in the mode asked for when she answers.</summary>
internal sealed partial class CreateLeg(
    ICallEngine engine, LiveCall live, CallBook book, ExtensionDirectory extensions, ExotelOptions options, TimeProvider clock, ILogger<CreateLeg> logger)
{
    /// <summary>Answers the request.</summary>
    public static Task<IResult> HandleAsync(HttpContext http, CreateLeg create) => create.RunAsync(http);

    private async Task<IResult> RunAsync(HttpContext http)
    {
        Account account = RequestContext.AccountOf(http);
        if (!account.MaySupervise)
        {
            return ExotelError.Forbidden("Supervising calls is switched off for this account");
        }

        (RequestFields? fields, ExotelError? error) = await RequestFields.ReadAsync(http, options.RequestBodyLimitBytes);
        if (live.FindInProgress(http) is not { IsAnswered: true } call)
        {
            // While one party is there alone, there is nothing to hear.
            return ExotelError.CallNotInProgress;
        }

        if (fields is null)
        {
            return error!;
        }

        if (!PhoneNumber.TryParse(fields["PhoneNumber"], out string supervisor))
        {
            return ExotelError.Invalid("PhoneNumber");
        }

        if (!Words.TryParseMode(fields["Action"], out MonitorMode mode))
        {
            return ExotelError.Invalid("Action", "listen, whisper and barge are known");
        }

        if (!TargetLeg.TryRead(fields["TargetLegSid"], mode, call, out LegSnapshot? target))
        {
            return ExotelError.Invalid("TargetLegSid");
        }

        (CallbackTerms? terms, error) = CallbackTerms.Read(fields);
        if (terms is null)
        {
            return error!;
        }

        if (!CustomField.TryRead(fields, out string customField, out error))
        {
            return error!;
        }

        var placed = new PlacedLeg(account, customField, terms);
        return await DialAsync(http, call, target ?? TargetLeg.Default(call, extensions), supervisor, mode, placed);
    }

    private async Task<IResult> DialAsync(HttpContext http, CallSnapshot call, LegSnapshot target, string supervisor, MonitorMode mode, PlacedLeg placed)
    {
        if (mode is MonitorMode.Whisper && target.Trunk is not null)
        {
            Log.WhispersOutside(logger, call.Id, supervisor, target.Number);
        }

        string reference = book.Add(placed);
        Outcome<MonitorReceipt> outcome = await engine.StartMonitorAsync(
            new StartMonitor(RequestContext.RequesterOf(http), supervisor, target.Id, mode)
            {
                Account = placed.Account.Sid, MustBeNew = true, ShownNumber = live.ExoPhoneOf(placed.Account, call), Reference = reference,
            },
            http.RequestAborted);
        if (!outcome.Succeeded)
        {
            book.Remove(reference);
            return outcome.Refusal is Refusal.LegNotFound ? ExotelError.CallNotInProgress : LegRefusal.Of(outcome.Refusal);
        }

        // She may be gone already, busy for instance; then now is close enough.
        DateTimeOffset dialled = engine.FindMonitor(outcome.Value.OwnCallId)?.StartedAt ?? clock.GetUtcNow();
        var leg = new LegView
        {
            Account = placed.Account,
            Call = call.Id,
            Id = outcome.Value.Monitor,
            Number = supervisor,
            Origin = LegOrigin.Monitor,
            LastAction = Words.Of(mode),
            CreatedAt = dialled,
            ChangedAt = dialled,
            StartedAt = dialled,
        };
        return ExotelResult.Success(new Fields { { "Leg", leg.ToCreated() } });
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ExotelWhispersOutside, LogLevel.Information, "Call {Call}: supervisor {Supervisor} is to whisper to {Target}, who is no extension")]
        public static partial void WhispersOutside(ILogger logger, CallId call, string supervisor, string target);
    }
}
