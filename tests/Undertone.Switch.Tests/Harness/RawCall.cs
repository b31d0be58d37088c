using System.Text;
using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Tests.Harness;

/// <summary>One dialog of a <see cref="RawPhone"/>.</summary>
internal sealed class RawCall
{
    private readonly RawPhone _phone;
    private readonly string _tag;
    private Dialog? _dialog;

    private RawCall(RawPhone phone, SipRequest invite, string tag)
    {
        _phone = phone;
        _tag = tag;
        Invite = invite;
    }

    public SipRequest Invite { get; }

    public static RawCall ByThisPhone(RawPhone phone, SipRequest invite) => new(phone, invite, invite.From.Tag!);

    public static RawCall ToThisPhone(RawPhone phone, SipRequest invite)
    {
        var call = new RawCall(phone, invite, SipIds.NewTag());
        call._dialog = Dialog.FromUas(invite, call._tag, isEarly: false);
        return call;
    }

    /// <summary>Answers the INVITE.</summary>
    public void Respond(int status, string? sdp = null, string? contact = null)
    {
        SipResponse response = SipResponse.CreateFor(Invite, status, toTag: _tag);
        response.Headers.Add("Contact", contact ?? _phone.Contact);
        if (sdp is not null)
        {
            response.SetBody("application/sdp", Encoding.ASCII.GetBytes(sdp));
        }

        _phone.Send(response);
    }

    /// <summary>Cancels the INVITE.</summary>
    public void Cancel()
    {
        var cancel = new SipRequest(SipMethod.Cancel, Invite.RequestUri)
        {
            From = Invite.From,
            To = Invite.To,
            CallId = Invite.CallId,
            CSeq = new CSeqHeader(Invite.CSeq.Number, SipMethod.Cancel),
            MaxForwards = 70,
        };
        cancel.PushVia(Invite.TopVia);
        _phone.Send(cancel);
    }

    /// <summary>Waits for the 200 to the INVITE and keeps its dialog; the ACK is not sent.</summary>
    public async Task<SipResponse> AnsweredAsync()
    {
        SipResponse ok = await _phone.ReceiveAsync(200, SipMethod.Invite);
        _dialog = Dialog.FromUac(Invite, ok);
        return ok;
    }

    /// <summary>Keeps the early dialog of a provisional response.</summary>
    public void TakeEarly(SipResponse provisional) => _dialog = Dialog.FromUac(Invite, provisional);

    /// <summary>Acknowledges a 200 to an INVITE of this dialog.</summary>
    public void Ack(string? sdp = null, uint? sequence = null)
    {
        SipRequest ack = _dialog!.CreateAck(sequence ?? Invite.CSeq.Number);
        _phone.AddVia(ack);
        if (sdp is not null)
        {
            ack.SetBody("application/sdp", Encoding.ASCII.GetBytes(sdp));
        }

        _phone.Send(ack);
    }

    /// <summary>Sends a request of this dialog.</summary>
    public SipRequest Send(SipMethod method, string? sdp = null, string contentType = "application/sdp")
    {
        (SipRequest request, _dialog) = _dialog!.CreateRequest(method);
        request.Headers.Add("Contact", _phone.Contact);
        if (sdp is not null)
        {
            request.SetBody(contentType, Encoding.ASCII.GetBytes(sdp));
        }

        _phone.AddVia(request);
        _phone.Send(request);
        return request;
    }

    /// <summary>Sends a request of this dialog and waits for its final response.</summary>
    public async Task<SipResponse> AskAsync(SipMethod method, string? sdp = null, string contentType = "application/sdp")
    {
        SipRequest request = Send(method, sdp, contentType);
        return await _phone.ReceiveAsync(r => r.CallId == request.CallId && r.CSeq == request.CSeq && r.IsFinal);
    }

    /// <summary>Answers an offer inside the dialog.</summary>
    public void Accept(SipRequest reinvite, string sdp)
    {
        SipResponse response = SipResponse.CreateFor(reinvite, SipStatus.Ok);
        response.Headers.Add("Contact", _phone.Contact);
        response.SetBody("application/sdp", Encoding.ASCII.GetBytes(sdp));
        _phone.Send(response);
    }

    /// <summary>Agrees to a request that came.</summary>
    public void Accept(SipRequest request) => _phone.Send(SipResponse.CreateFor(request, SipStatus.Ok));
}
