using Undertone.Sip.Messages;

namespace Undertone.Sip.Dialogs;

/// <summary>
/// A relation with one peer (RFC 3261 12), immutable: every function gives the next state. It knows neither sockets nor time.
/// For a phone behind NAT, send over the flow that it registered or called by; <see cref="NextHop"/> is what the messages say.
/// </summary>
public sealed partial record Dialog
{
    private Dialog(DialogId id, NameAddress local, NameAddress remote, SipUri remoteTarget)
    {
        Id = id;
        Local = local;
        Remote = remote;
        RemoteTarget = remoteTarget;
    }

    /// <summary>Call-ID and both tags.</summary>
    public DialogId Id { get; private init; }

    /// <summary>The Call-ID.</summary>
    public string CallId => Id.CallId;

    /// <summary>Our tag.</summary>
    public string LocalTag => Id.LocalTag;

    /// <summary>The peer's tag; empty when it gave none (RFC 2543).</summary>
    public string RemoteTag => Id.RemoteTag;

    /// <summary>Our name and address as the dialog began, without tag.</summary>
    public NameAddress Local { get; private init; }

    /// <summary>The peer's name and address as the dialog began, without tag.</summary>
    public NameAddress Remote { get; private init; }

    /// <summary>Our address.</summary>
    public SipUri LocalUri => Local.Uri;

    /// <summary>The peer's address.</summary>
    public SipUri RemoteUri => Remote.Uri;

    /// <summary>Where the peer itself is reached: its latest Contact.</summary>
    public SipUri RemoteTarget { get; private init; }

    /// <summary>The proxies on the way, next hop first.</summary>
    public IReadOnlyList<NameAddress> RouteSet { get; private init; } = [];

    /// <summary>The number of our latest request; 0 when there was none.</summary>
    public uint LocalSequence { get; private init; }

    /// <summary>The number of the peer's latest request; null when there was none.</summary>
    public uint? RemoteSequence { get; private init; }

    /// <summary>True until the INVITE is accepted.</summary>
    public bool IsEarly { get; private init; }

    /// <summary>Where requests of this dialog go first: the first route, else the peer itself.</summary>
    public SipUri NextHop => RouteSet is [var first, ..] ? first.Uri : RemoteTarget;

    /// <summary>The dialog that a response to our request begins (RFC 3261 12.1.2).</summary>
    /// <param name="request">The request as sent.</param>
    /// <param name="response">A 2xx, or a 101 to 199 with a To tag.</param>
    public static Dialog FromUac(SipRequest request, SipResponse response) =>
        new(
            DialogId.OfReceived(response),
            request.From.WithoutTag(),
            request.To.WithoutTag(),
            ContactOf(response) ?? request.RequestUri)
        {
            RouteSet = [.. response.RecordRoutes.Reverse()],
            LocalSequence = request.CSeq.Number,
            IsEarly = response.IsProvisional,
        };

    /// <summary>The dialog that our response to a request begins (RFC 3261 12.1.1).</summary>
    /// <param name="request">The request as received.</param>
    /// <param name="response">Our response, which holds our tag in To.</param>
    public static Dialog FromUas(SipRequest request, SipResponse response) =>
        FromUas(request, response.To.Tag ?? "", response.IsProvisional);

    /// <summary>The dialog that our response to a request begins (RFC 3261 12.1.1).</summary>
    /// <param name="request">The request as received.</param>
    /// <param name="localTag">Our tag in the response's To.</param>
    /// <param name="isEarly">True for a provisional response.</param>
    public static Dialog FromUas(SipRequest request, string localTag, bool isEarly) =>
        new(
            new DialogId(request.CallId, localTag, request.From.Tag ?? ""),
            request.To.WithoutTag(),
            request.From.WithoutTag(),
            ContactOf(request) ?? request.From.Uri)
        {
            RouteSet = request.RecordRoutes,
            RemoteSequence = request.CSeq.Number,
            IsEarly = isEarly,
        };

    /// <summary>
    /// The state after a response to one of our requests in this dialog: a 2xx to the INVITE that began it confirms it and fixes the
    /// route set anew (RFC 3261 13.2.2.4); a 2xx to a later INVITE or UPDATE moves the target (12.2.1.2).
    /// </summary>
    /// <param name="response">A response of this dialog.</param>
    public Dialog AfterResponse(SipResponse response)
    {
        if (!response.IsSuccess || !RefreshesTarget(response.CSeq.Method))
        {
            return this;
        }

        var refreshed = this with { RemoteTarget = ContactOf(response) ?? RemoteTarget };
        return IsEarly && response.CSeq.Method == SipMethod.Invite
            ? refreshed with { IsEarly = false, RouteSet = [.. response.RecordRoutes.Reverse()] }
            : refreshed;
    }

    /// <summary>The state after we accepted the INVITE that began it.</summary>
    public Dialog Confirm() => this with { IsEarly = false };

    /// <summary>Checks a request against the dialog and takes over its number and, for INVITE and UPDATE, its Contact (RFC 3261 12.2.2).</summary>
    /// <param name="request">The request as received.</param>
    /// <returns>What to do with it, and the next state.</returns>
    public (DialogVerdict Verdict, Dialog Next) Receive(SipRequest request)
    {
        if (DialogId.OfReceived(request) != Id)
        {
            return (DialogVerdict.NotOfThisDialog, this);
        }

        // ACK and CANCEL carry the number of the INVITE that they are about.
        if (request.Method == SipMethod.Ack || request.Method == SipMethod.Cancel)
        {
            return (DialogVerdict.InOrder, this);
        }

        // An equal number is no repetition, which the transactions would have absorbed, so it is as wrong as a lower one.
        if (request.CSeq.Number <= RemoteSequence)
        {
            return (DialogVerdict.OutOfOrder, this);
        }

        var next = this with { RemoteSequence = request.CSeq.Number };
        return RefreshesTarget(request.Method) && ContactOf(request) is { } target
            ? (DialogVerdict.InOrder, next with { RemoteTarget = target })
            : (DialogVerdict.InOrder, next);
    }

    private static bool RefreshesTarget(SipMethod method) => method == SipMethod.Invite || method == SipMethod.Update;

    private static SipUri? ContactOf(SipMessage message) => message.Contacts is [var contact, ..] ? contact.Uri : null;
}
