using Microsoft.Extensions.Logging;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Monitoring;
using Undertone.Switch.Registrar;
using Undertone.Switch.Sessions;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Calls;

/// <summary>Decides what becomes of an INVITE that begins a dialog: a call to a number, or a monitor by feature code.</summary>
internal sealed partial class InviteRouter(SwitchServices services, DeviceAuthentication authentication)
{
    /// <summary>Authenticates the caller and sends the INVITE on its way.</summary>
    public void OnInvite(IServerTransaction invite)
    {
        SipRequest request = invite.Request;
        if (request.Contacts.Count != 1)
        {
            // RFC 3261 8.1.1.8: without it there is no dialog.
            invite.Respond(SipResponse.CreateFor(request, SipStatus.BadRequest, "One Contact Needed", SipIds.NewTag()));
            return;
        }

        if (request.MaxForwards is 0)
        {
            // RFC 3261 16.3: what comes back to us again and again must end somewhere.
            InviteRefusal.Send(services.Sessions, invite, SipStatus.TooManyHops);
            return;
        }

        if (TryTakeFromTrunk(invite))
        {
            return;
        }

        string from = request.From.Uri.User ?? "";
        if (!authentication.TryAuthenticate(invite, from))
        {
            return;
        }

        string dialled = request.RequestUri.User ?? "";
        if (UnsupportedBody.RefusalOf(request) is { } refusal)
        {
            invite.Respond(refusal);
            return;
        }

        if (!services.Extensions.TryGet(from, out Extension? caller) || !TrunkCaller.IsDiallable(dialled))
        {
            InviteRefusal.Send(services.Sessions, invite, SipStatus.NotFound);
            return;
        }

        if (FeatureCode.TryMatch(services.Options.FeatureCodes, dialled, out FeatureCode? code, out string target))
        {
            OnFeatureCode(invite, caller, code, target);
            return;
        }

        Begin(invite, from, dialled, call => call.StartFromDevice(invite, caller));
    }

    private void Begin(IServerTransaction invite, string from, string to, Action<Call> start)
    {
        if (services.Calls.Count >= services.Options.MaxCalls || Call.TryOpen(services, from, to) is not { } call)
        {
            Log.Overloaded(services.Logger, from, to, services.Calls.Count);
            SipResponse response = SipResponse.CreateFor(invite.Request, SipStatus.ServiceUnavailable, toTag: SipIds.NewTag());
            response.Headers.Set("Retry-After", "5");
            invite.Respond(response);
            return;
        }

        services.Sessions.Announce(invite, call.Mailbox);
        call.Start(
            () => start(call),
            () => InviteRefusal.Send(services.Sessions, invite, SipStatus.ServerInternalError));
    }

    private void OnFeatureCode(IServerTransaction invite, Extension supervisor, FeatureCode code, string target)
    {
        foreach (Call call in services.Calls.All)
        {
            foreach (LegSnapshot leg in call.Snapshot.Legs)
            {
                if (leg.Number == target && leg.Trunk is null && call.IsAnswered)
                {
                    Join(call, invite, supervisor.Number, leg.Id, code.Mode);
                    return;
                }
            }
        }

        Refusal refusal = services.Extensions.TryGet(target, out _) ? Refusal.CallNotFound : Refusal.ExtensionNotFound;
        Log.NothingToMonitor(services.Logger, supervisor.Number, code.Prefix, target, refusal);
        InviteRefusal.Send(services.Sessions, invite, RefusalStatus.Of(refusal));
    }

    private void Join(Call call, IServerTransaction invite, string supervisor, LegId target, MonitorMode mode)
    {
        services.Sessions.Announce(invite, call.Mailbox);
        bool posted = call.Mailbox.Post(async () =>
        {
            try
            {
                await call.Monitors.JoinAsync(invite, supervisor, target, mode);
            }
            finally
            {
                InviteRefusal.Send(services.Sessions, invite, SipStatus.ServerInternalError);
            }
        });
        if (!posted)
        {
            // The call ended while she dialled.
            InviteRefusal.Send(services.Sessions, invite, RefusalStatus.Of(Refusal.CallNotFound));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3401, LogLevel.Warning, "Call {From} -> {To} refused: {Calls} calls, no room for another")]
        public static partial void Overloaded(ILogger logger, string from, string to, int calls);

        [LoggerMessage(3402, LogLevel.Information, "{Supervisor} dialled {Code}{Target}: {Refusal}")]
        public static partial void NothingToMonitor(ILogger logger, string supervisor, string code, string target, Refusal refusal);
    }
}
