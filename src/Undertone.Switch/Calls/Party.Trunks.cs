using Microsoft.Extensions.Logging;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Switch.Sessions;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Calls;

/// <summary>A party that is an outside number: it rings over one trunk after the other until one takes the call.</summary>
internal sealed partial class Party
{
    private Queue<Trunk> _trunksLeft = [];
    private Action<Trunk, SipFlow>? _ringOver;

    /// <summary>Rings what a number leads to.</summary>
    /// <param name="destination">What to ring.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="others">How the party that it will talk with wants to hear.</param>
    /// <param name="autoAnswer">True to ask an extension's devices to answer by themselves.</param>
    public void Ring(Destination destination, PartyIdentity caller, AudioWish others, bool autoAnswer = false)
    {
        switch (destination)
        {
            case ExtensionDestination extension:
                Ring(extension.Devices, InviteBuilder.Caller(_services.Options.Domain, caller), others, autoAnswer);
                break;
            case TrunkDestination outside:
                _trunksLeft = new Queue<Trunk>(outside.Trunks);
                _ringOver = (trunk, way) => RingOver(trunk, way, caller, others);
                _ringOver(_trunksLeft.Dequeue(), outside.Flow);
                break;
        }
    }

    private void RingOver(Trunk trunk, SipFlow way, PartyIdentity caller, AudioWish others)
    {
        Identity = Identity with { Trunk = trunk.Name };
        Audio.UseAddress(MediaAddress.For(_services, way));
        Ring(
            () =>
            {
                SipRequest invite = TrunkInvite.Create(trunk.Options, _services.Options.Domain, Identity.Number, caller);
                var session = new OutgoingSession(_context, this, Audio, way, invite, trunk);
                _forks.Add(session);
                session.Start();
            },
            others);
    }

    /// <summary>The trunk has turned the call down: true if the call goes on over the next one.</summary>
    private bool TryNextTrunk(OutgoingSession session, int statusCode)
    {
        if (_ringOver is null || Identity.Trunk is not { } refusing)
        {
            return false;
        }

        // What a person or the number's network has decided is no trouble of the trunk.
        bool trouble = statusCode is SipStatus.Unauthorized or SipStatus.Forbidden or SipStatus.ProxyAuthenticationRequired or (>= 500 and < 600);
        LogLevel level = trouble ? LogLevel.Warning : LogLevel.Information;
        if (session.IsReached)
        {
            TrunkLog.Refused(_services.Logger, level, _context.Mailbox.Owner, Identity.Number, refusing, statusCode);
        }
        else
        {
            TrunkLog.Silent(_services.Logger, _context.Mailbox.Owner, Identity.Number, refusing);
        }

        // RFC 3263 4.3: only a server that is overloaded or silent is passed over; any other answer is about the number.
        while (statusCode is SipStatus.ServiceUnavailable && _trunksLeft.TryDequeue(out Trunk? next))
        {
            if (next.Ways is [var way, ..])
            {
                TrunkLog.Next(_services.Logger, _context.Mailbox.Owner, Identity.Number, next.Name);
                _bestRejection = 0;
                _ringOver(next, way);
                return true;
            }
        }

        return false;
    }

    private static partial class TrunkLog
    {
        [LoggerMessage(EventId = 3511, Message = "Call {Call}: trunk {Trunk} refused the call to {Number} with {Status}")]
        public static partial void Refused(ILogger logger, LogLevel level, string call, string number, string trunk, int status);

        [LoggerMessage(3512, LogLevel.Warning, "Call {Call}: trunk {Trunk} gave no answer to the call to {Number}")]
        public static partial void Silent(ILogger logger, string call, string number, string trunk);

        [LoggerMessage(3513, LogLevel.Information, "Call {Call}: {Number} is tried over trunk {Trunk} instead")]
        public static partial void Next(ILogger logger, string call, string number, string trunk);
    }
}
