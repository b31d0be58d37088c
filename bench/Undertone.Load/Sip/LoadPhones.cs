using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Load.Rtp;
using Undertone.Sip;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Load.Sip;

/// <summary>All phones of the load: many extensions behind one SIP socket, as behind a NAT. Any thread.</summary>
internal sealed class LoadPhones : ISipRequestHandler, IAsyncDisposable
{
    private readonly SipStack _stack;
    private readonly DigestClient _digest = new();
    private readonly IPEndPoint _server;
    private readonly string _domain;
    private readonly ConcurrentDictionary<string, LoadPhone> _phones = new();
    private readonly ConcurrentDictionary<string, LoadLeg> _legs = new();
    private SipFlow? _flow;

    /// <param name="server">Where the server listens for SIP over UDP.</param>
    /// <param name="domain">Its domain, or null for its address.</param>
    /// <param name="local">The address of the phones.</param>
    /// <param name="codec">Their one codec.</param>
    /// <param name="audio">Sends and receives for them.</param>
    public LoadPhones(IPEndPoint server, string? domain, IPAddress local, AudioCodec codec, RtpEngine audio)
    {
        _server = server;
        _domain = domain ?? server.Address.ToString();
        LocalAddress = local;
        Codec = codec;
        Audio = audio;
        _stack = new SipStack(
            new SipStackOptions
            {
                Listen = [new SipListenAddress(SipTransportKind.Udp, new IPEndPoint(local, 0))],
                UserAgent = "Undertone-Load",
                MostServerTransactions = int.MaxValue,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance)
        {
            Handler = this,
        };
    }

    public IPAddress LocalAddress { get; }

    public AudioCodec Codec { get; }

    public RtpEngine Audio { get; }

    private SipFlow Flow => _flow ?? throw new InvalidOperationException("The phones are not started.");

    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            await _stack.StartAsync(cancellation);
        }
        catch (SipListenException failure)
        {
            throw new LoadException($"{failure.Message} Is --local-address one of this machine's?");
        }

        _flow = _stack.TryResolve(SipUri.Create(null, _server.Address.ToString(), _server.Port), out var flow)
            ? flow
            : throw new LoadException($"There is no way from {LocalAddress} to {_server}.");
    }

    /// <summary>Registers a phone, or refreshes it.</summary>
    /// <returns>The final response; one made up for silence (408).</returns>
    public async Task<SipResponse> RegisterAsync(LoadPhone phone, TimeSpan lifetime)
    {
        _phones[phone.Number] = phone;
        var from = AddressOf(phone).WithTag(SipIds.NewTag());
        var (_, response) = await SendAsync(
            phone,
            () => new SipRequest(SipMethod.Register, AtServer(null))
            {
                From = from,
                To = AddressOf(phone),
                CallId = phone.RegistrationCallId,
                CSeq = new CSeqHeader(phone.NextSequence(), SipMethod.Register),
                Contacts = [new NameAddress(ContactOf(phone))],
                Expires = (int)lifetime.TotalSeconds,
            },
            _ => { });
        return response;
    }

    /// <summary>Sends a request and answers a challenge; every try is a request of its own.</summary>
    public async Task<(SipRequest Request, SipResponse Response)> SendAsync(LoadPhone phone, Func<SipRequest> make, Action<SipResponse> onResponse)
    {
        var request = make();
        var response = await SendOnceAsync(request, onResponse);
        if (_digest.TryAnswer(response, request, phone.Number, phone.Password, out var credentials))
        {
            request = make();
            request.Headers.Set(credentials.Name, credentials.Value);
            response = await SendOnceAsync(request, onResponse);
        }

        return (request, response);
    }

    public void SendAck(SipRequest ack) => _stack.SendStateless(ack, Flow);

    public SipUri AtServer(string? user) => SipUri.Create(user, _domain);

    public NameAddress AddressOf(LoadPhone phone) => new(AtServer(phone.Number));

    public SipUri ContactOf(LoadPhone phone) => _stack.LocalContact(phone.Number, Flow);

    public void Add(LoadLeg leg) => _legs[leg.Key] = leg;

    public void Remove(LoadLeg leg) => _legs.TryRemove(leg.Key, out _);

    public static string KeyOf(string callId, string localTag) => $"{callId} {localTag}";

    /// <inheritdoc/>
    void ISipRequestHandler.OnRequest(IServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.To.Tag is { } tag)
        {
            if (_legs.TryGetValue(KeyOf(request.CallId, tag), out var leg))
            {
                leg.OnRequest(transaction);
            }
            else
            {
                transaction.Respond(SipResponse.CreateFor(request, SipStatus.CallDoesNotExist));
            }
        }
        else if (request.Method == SipMethod.Invite)
        {
            TakeCall(transaction);
        }
        else
        {
            transaction.Respond(SipResponse.CreateFor(request, SipStatus.Ok));
        }
    }

    /// <inheritdoc/>
    void ISipRequestHandler.OnAck(SipRequest ack, SipFlow flow)
    {
        // The legs count as answered from their 200 on.
    }

    /// <inheritdoc/>
    void ISipRequestHandler.OnCancel(IServerTransaction invite)
    {
        foreach (var leg in _legs.Values)
        {
            leg.OnCancel(invite);
        }
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    private void TakeCall(IServerTransaction transaction)
    {
        LoadLeg? leg = null;
        if (transaction.Request.RequestUri.User is { } number && _phones.TryGetValue(number, out var phone))
        {
            lock (phone)
            {
                (leg, phone.Expected) = (phone.Expected, null);
            }
        }

        if (leg is null)
        {
            transaction.Respond(SipResponse.CreateFor(transaction.Request, SipStatus.BusyHere, toTag: SipIds.NewTag()));
        }
        else
        {
            leg.Accept(transaction);
        }
    }

    private Task<SipResponse> SendOnceAsync(SipRequest request, Action<SipResponse> onResponse)
    {
        var user = new Awaiting(onResponse);
        _stack.SendRequest(request, Flow, user);
        return user.Final;
    }

    private sealed class Awaiting(Action<SipResponse> onResponse) : IClientTransactionUser
    {
        private readonly TaskCompletionSource<SipResponse> _final = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<SipResponse> Final => _final.Task;

        public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
        {
            if (response.IsFinal && !_final.TrySetResult(response))
            {
                onResponse(response);
            }
        }

        public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure) => _final.TrySetResult(
            new SipResponse(failure == ClientTransactionFailure.Timeout ? SipStatus.RequestTimeout : SipStatus.ServiceUnavailable));
    }
}
