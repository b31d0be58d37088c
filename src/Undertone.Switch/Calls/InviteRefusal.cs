using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Calls;

/// <summary>Turns down an INVITE that has no session: it must not stay without an answer, whatever goes wrong.</summary>
internal static class InviteRefusal
{
    /// <summary>Answers with the status, unless the INVITE has its final response already.</summary>
    public static void Send(SessionTable sessions, IServerTransaction invite, int status)
    {
        if (!invite.IsCompleted)
        {
            sessions.RemoveInvite(invite);
            invite.Respond(SipResponse.CreateFor(invite.Request, status, toTag: SipIds.NewTag()));
        }
    }
}
