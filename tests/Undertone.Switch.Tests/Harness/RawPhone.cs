using System.Net;
using System.Net.Sockets;
using System.Text;
using Undertone.Sip;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Tests.Harness;

/// <summary>
/// A phone of two bare UDP sockets: it says exactly what the test says, and nothing by itself. Messages that come are kept until
/// the test asks for them.
/// </summary>
internal sealed class RawPhone : IAsyncDisposable
{
    private readonly Socket _sip = Bound();
    private readonly Socket _rtp = Bound();
    private readonly DigestClient _digest = new();
    private readonly Lock _gate = new();
    private readonly List<SipMessage> _inbox = [];
    private readonly string _registration = SipIds.NewCallId();
    private uint _sequence;
    private int _rtpPackets;

    public RawPhone(string number, IPEndPoint? server)
    {
        Number = number;
        Server = server;
        Contact = $"<sip:{number}@{_sip.LocalEndPoint}>";
        _ = ReceiveSipAsync();
        _ = ReceiveRtpAsync();
    }

    public string Number { get; }

    /// <summary>Where it sends to; a carrier is there before the server that is to know it.</summary>
    public IPEndPoint? Server { get; set; }

    /// <summary>What it writes as its Contact.</summary>
    public string Contact { get; set; }

    public IPEndPoint SipAddress => (IPEndPoint)_sip.LocalEndPoint!;

    /// <summary>Audio packets that came to the port of <see cref="Sdp"/>.</summary>
    public int RtpPackets => Volatile.Read(ref _rtpPackets);

    /// <summary>What has come and was not asked for yet.</summary>
    public IReadOnlyList<SipMessage> Inbox
    {
        get
        {
            lock (_gate)
            {
                return [.. _inbox];
            }
        }
    }

    /// <summary>A description of its audio.</summary>
    public string Sdp(string formats = "0 8 101", string direction = "sendrecv", int version = 1) => $"""
        v=0
        o=- 7 {version} IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio {((IPEndPoint)_rtp.LocalEndPoint!).Port} RTP/AVP {formats}
        a=rtpmap:18 G729/8000
        a=rtpmap:101 telephone-event/8000
        a={direction}

        """.ReplaceLineEndings("\r\n");

    /// <summary>Registers and answers the challenge; the last response.</summary>
    public async Task<SipResponse> RegisterAsync(string? contact = null, int expires = 3600)
    {
        SipRequest Register()
        {
            SipRequest register = Request(SipMethod.Register, "sip:undertone.local", Number, _registration, ++_sequence);
            register.Headers.Add("Contact", contact ?? Contact);
            register.Expires = expires;
            return register;
        }

        SipRequest first = Register();
        Send(first);
        SipResponse challenge = await ReceiveAsync(r => r.CSeq == first.CSeq && r.IsFinal);
        SipRequest second = Register();
        Assert.True(_digest.TryAnswer(challenge, second, Number, SwitchRig.PasswordOf(Number), out SipHeader credentials));
        second.Headers.Add(credentials.Name, credentials.Value);
        Send(second);
        return await ReceiveAsync(r => r.CSeq == second.CSeq && r.IsFinal);
    }

    /// <summary>Prepares a call whose INVITE carries the right credentials; nothing of that INVITE has been sent.</summary>
    public async Task<RawCall> PrepareAsync(string number, string? sdp)
    {
        SipRequest invite = Request(SipMethod.Invite, $"sip:{number}@undertone.local", number, SipIds.NewCallId(), 1);
        invite.Headers.Add("Contact", Contact);
        Send(invite);
        SipResponse challenge = await ReceiveAsync(401, SipMethod.Invite);
        SipRequest ack = Request(SipMethod.Ack, $"sip:{number}@undertone.local", number, invite.CallId, 1);
        ack.Headers.Set("Via", invite.Headers.First("Via")!);
        ack.Headers.Set("From", invite.Headers.First("From")!);
        ack.Headers.Set("To", challenge.Headers.First("To")!);
        Send(ack);

        SipRequest again = Request(SipMethod.Invite, $"sip:{number}@undertone.local", number, invite.CallId, 2);
        again.Headers.Add("Contact", Contact);
        if (sdp is not null)
        {
            again.SetBody("application/sdp", Encoding.ASCII.GetBytes(sdp));
        }

        Assert.True(_digest.TryAnswer(challenge, again, Number, SwitchRig.PasswordOf(Number), out SipHeader credentials));
        again.Headers.Add(credentials.Name, credentials.Value);
        return RawCall.ByThisPhone(this, again);
    }

    /// <summary>Calls a number.</summary>
    public async Task<RawCall> CallAsync(string number, string? sdp)
    {
        RawCall call = await PrepareAsync(number, sdp);
        Send(call.Invite);
        return call;
    }

    /// <summary>The next call to this phone.</summary>
    public async Task<RawCall> IncomingAsync() => RawCall.ToThisPhone(this, await ReceiveAsync(SipMethod.Invite));

    public void Send(SipMessage message) => _sip.SendTo(SipMessageWriter.ToBytes(message), Server!);

    public Task<SipRequest> ReceiveAsync(SipMethod method) => TakeAsync<SipRequest>(r => r.Method == method, $"a {method}");

    public Task<SipRequest> ReceiveAsync(SipMethod method, Func<SipRequest, bool> satisfies)
        => TakeAsync<SipRequest>(r => r.Method == method && satisfies(r), $"a {method} as expected");

    public Task<SipResponse> ReceiveAsync(int status, SipMethod method)
        => TakeAsync<SipResponse>(r => r.StatusCode == status && r.CSeq.Method == method, $"a {status} to {method}");

    public Task<SipResponse> ReceiveAsync(Func<SipResponse, bool> satisfies) => TakeAsync(satisfies, "a response");

    /// <summary>
    /// Waits until everything that the server had sent before has come: it answers an OPTIONS only after that, and loopback keeps
    /// the order.
    /// </summary>
    public async Task SettleAsync()
    {
        SipRequest options = Request(SipMethod.Options, "sip:undertone.local", Number, SipIds.NewCallId(), 1);
        Send(options);
        await ReceiveAsync(r => r.CallId == options.CallId);
    }

    /// <summary>A request with Via, From with a tag, and the rest that every request has.</summary>
    public SipRequest Request(SipMethod method, string uri, string to, string callId, uint sequence)
    {
        Assert.True(SipUri.TryParse(uri, out SipUri? target));
        var request = new SipRequest(method, target!) { CallId = callId, CSeq = new CSeqHeader(sequence, method), MaxForwards = 70 };
        AddVia(request);
        request.Headers.Add("From", $"<sip:{Number}@undertone.local>;tag=raw");
        request.Headers.Add("To", $"<sip:{to}@undertone.local>");
        return request;
    }

    public void AddVia(SipRequest request) => request.PushVia(
        new ViaHeader("UDP", SipAddress.Address.ToString(), SipAddress.Port, SipParameters.Empty).WithBranch(SipIds.NewBranch()).WithRPort(null));

    public ValueTask DisposeAsync()
    {
        _sip.Dispose();
        _rtp.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private async Task<T> TakeAsync<T>(Func<T, bool> satisfies, string what)
        where T : SipMessage
    {
        T? taken = null;
        await Eventually.TrueAsync(
            () =>
            {
                lock (_gate)
                {
                    taken = _inbox.OfType<T>().FirstOrDefault(satisfies);
                    return taken is not null && _inbox.Remove(taken);
                }
            },
            () => $"{Number} waits for {what}; it has {string.Join(", ", Inbox)}");
        return taken!;
    }

    private async Task ReceiveSipAsync()
    {
        byte[] buffer = new byte[65_535];
        try
        {
            while (true)
            {
                int bytes = await _sip.ReceiveAsync(buffer, SocketFlags.None);
                if (SipMessageParser.TryParse(buffer.AsSpan(0, bytes), SipLimits.Default, out SipMessage? message, out _))
                {
                    lock (_gate)
                    {
                        _inbox.Add(message!);
                    }
                }
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The phone was disposed of.
        }
    }

    private async Task ReceiveRtpAsync()
    {
        byte[] buffer = new byte[2_048];
        try
        {
            while (true)
            {
                await _rtp.ReceiveAsync(buffer, SocketFlags.None);
                Interlocked.Increment(ref _rtpPackets);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The phone was disposed of.
        }
    }
}
