using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Calls;
using Undertone.Http.Exotel.Transport;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Exotel.Legs;

/// <summary><c>PUT Calls/{sid}/Legs/{leg}</c>: a supervisor does more than before, or a leg is hung up.</summary>
internal sealed class UpdateLeg(ICallEngine engine, LiveCall live, CallBook book, ExotelOptions options, TimeProvider clock)
{
    /// <summary>Answers the request.</summary>
    public static Task<IResult> HandleAsync(HttpContext http, UpdateLeg update) => update.RunAsync(http);

    private async Task<IResult> RunAsync(HttpContext http)
    {
        (RequestFields? fields, ExotelError? error) = await RequestFields.ReadAsync(http, options.RequestBodyLimitBytes);
        CallSnapshot? call = live.Find(http);
        LegId leg = call is not null && Sid.TryParseLeg((string)http.Request.RouteValues["leg"]!, out CallId id, out LegId named) && id == call.Id ? named : default;
        if (fields?["Action"] == Words.HangUp)
        {
            return call is null ? ExotelError.NothingToHangUp : await HangUpAsync(http, call, leg);
        }

        return call is null ? ExotelError.CallNotInProgress
            : fields is null ? error!
            : call.Leg(leg) is { State: not LegState.Ended } ? ExotelError.Invalid("Action", "the leg is no supervisor's")
            : call.Monitors.FirstOrDefault(m => m.Id == leg) is { } monitor ? await UpgradeAsync(http, fields, call, monitor)
            : ExotelError.NoSuchLeg;
    }

    // There is no way back, not even to the same: clients take a 400 for "it was so already".
    private static ImmutableArray<MonitorMode> ModesBefore(MonitorMode mode)
        => mode is MonitorMode.Whisper ? [MonitorMode.Listen] : [MonitorMode.Listen, MonitorMode.Whisper];

    private async Task<IResult> UpgradeAsync(HttpContext http, RequestFields fields, CallSnapshot call, MonitorSnapshot monitor)
    {
        if (!RequestContext.AccountOf(http).MaySupervise)
        {
            return ExotelError.Forbidden("Supervising calls is switched off for this account");
        }

        if (!Words.TryParseMode(fields["Action"], out MonitorMode mode) || mode is MonitorMode.Listen)
        {
            return ExotelError.Invalid("Action", "whisper, barge and hangup are known");
        }

        if (!TargetLeg.TryRead(fields["TargetLegSid"], mode, call, out LegSnapshot? target))
        {
            return ExotelError.Invalid("TargetLegSid");
        }

        var command = new SwitchMonitor(RequestContext.RequesterOf(http), monitor.Id, mode) { Target = target?.Id ?? default, From = ModesBefore(mode) };
        Outcome<MonitorReceipt> outcome = await engine.SwitchMonitorAsync(command, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            return LegRefusal.Of(outcome.Refusal);
        }

        MonitorSnapshot now = engine.FindMonitor(monitor.OwnCallId) ?? monitor;
        LegView view = LegView.Of(RequestContext.AccountOf(http), now with { Mode = mode }, hungUpAt: null);
        return ExotelResult.Success(new Fields { { "Leg", view.ToUpdated() } });
    }

    private async Task<IResult> HangUpAsync(HttpContext http, CallSnapshot call, LegId leg)
    {
        Account account = RequestContext.AccountOf(http);
        DateTimeOffset now = clock.GetUtcNow();
        LegView? view = call.Leg(leg) is { } party && LiveCall.IsActive(party) ? LegView.Of(account, call.Id, party, now)
            : call.Monitors.FirstOrDefault(m => m.Id == leg) is { } monitor ? LegView.Of(account, monitor, now)
            : null;
        if (view is null)
        {
            return ExotelError.NothingToHangUp;
        }

        book.MarkHangUp(leg, now);
        Outcome<CallId> outcome = await engine.HangUpAsync(leg, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            book.ForgetHangUp(leg);
            return ExotelError.NothingToHangUp;
        }

        return ExotelResult.Success(new Fields { { "Legs", view.ToHungUp(live.ExoPhoneOf(account, call)) } });
    }
}
