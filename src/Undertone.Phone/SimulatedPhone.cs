using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Phone.Calls;
using Undertone.Phone.Signalling;
using Undertone.Sip;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Phone;

/// <summary>
/// A SIP phone without a body: it registers, calls, answers, holds, presses keys, speaks its tone over real sockets and remembers what
/// its ear heard. For demonstrations, tests and load.
/// </summary>
public sealed class SimulatedPhone : ISipRequestHandler, IAsyncDisposable
{
    internal const string AllowedMethods = "INVITE, ACK, CANCEL, BYE, INFO, OPTIONS, NOTIFY, MESSAGE";

    private readonly DigestClient _digest = new();
    private readonly ConcurrentDictionary<string, PhoneCall> _calls = new();
    private readonly ConcurrentQueue<ReceivedSip> _received = new();
    private readonly Channel<PhoneCall> _incoming = Channel.CreateUnbounded<PhoneCall>();
    private readonly string _registrationCallId = SipIds.NewCallId();
    private int _registrationSequence;

    private SimulatedPhone(SimulatedPhoneOptions options, ILoggerFactory? loggers)
    {
        Options = options;
        Stack = new SipStack(
            new SipStackOptions
            {
                Listen = [new SipListenAddress(options.Transport, new IPEndPoint(options.LocalAddress, 0))],
                UserAgent = "Undertone-Phone",
            },
            TimeProvider.System,
            loggers ?? NullLoggerFactory.Instance)
        {
            Handler = this,
        };
    }

    /// <summary>What the phone is and how it behaves.</summary>
    public SimulatedPhoneOptions Options { get; }

    /// <summary>The SIP messages received so far, oldest first, from start to end of the phone's life.</summary>
    public IReadOnlyList<ReceivedSip> Received => [.. _received];

    /// <summary>The calls that are not over.</summary>
    public IReadOnlyCollection<PhoneCall> Calls => [.. _calls.Values.Where(call => call.State != PhoneCallState.Ended)];

    /// <summary>The address under which another phone can call this one directly.</summary>
    public SipUri DirectAddress
    {
        get
        {
            var at = Stack.Listening[0].EndPoint;
            var uri = SipUri.Create(Options.Number, at.Address.ToString(), at.Port);
            return Options.Transport == SipTransportKind.Tcp ? uri.WithParameter("transport", "tcp") : uri;
        }
    }

    internal SipStack Stack { get; }

    /// <summary>Binds a phone's SIP socket; it can be called from then on.</summary>
    /// <param name="options">What the phone is.</param>
    /// <param name="loggers">Makes the loggers of its SIP stack; null for none.</param>
    /// <param name="cancellation">Gives up before binding.</param>
    /// <exception cref="SipListenException">No port is free.</exception>
    public static async Task<SimulatedPhone> StartAsync(
        SimulatedPhoneOptions options, ILoggerFactory? loggers = null, CancellationToken cancellation = default)
    {
        var phone = new SimulatedPhone(options, loggers);
        await phone.Stack.StartAsync(cancellation).ConfigureAwait(false);
        return phone;
    }

    /// <summary>Registers with the server.</summary>
    /// <returns>The lifetime that the server granted.</returns>
    /// <exception cref="PhoneRequestException">The server refused or was silent.</exception>
    public async Task<TimeSpan> RegisterAsync(CancellationToken cancellation = default)
    {
        var response = await SendRegisterAsync(Options.RegistrationLifetime, cancellation).ConfigureAwait(false);
        var granted = response.Contacts.Select(contact => contact.Parameters["expires"])
            .FirstOrDefault(expires => expires is not null) ?? response.Headers.First(SipHeaderNames.Expires);
        return int.TryParse(granted, out var seconds) ? TimeSpan.FromSeconds(seconds) : Options.RegistrationLifetime;
    }

    /// <summary>Removes the phone's registration.</summary>
    /// <exception cref="PhoneRequestException">The server refused or was silent.</exception>
    public Task UnregisterAsync(CancellationToken cancellation = default) => SendRegisterAsync(TimeSpan.Zero, cancellation);

    /// <summary>Calls a number through the server. Returns as soon as the INVITE is on its way.</summary>
    /// <param name="number">The number.</param>
    /// <param name="lateOffer">Whether to send the INVITE without a body and to answer the offer in the 200 with the ACK.</param>
    public PhoneCall Call(string number, bool lateOffer = false) =>
        Call(AtServer(number), ServerFlow(), lateOffer);

    /// <summary>Calls an address directly, without a server. Returns as soon as the INVITE is on its way.</summary>
    /// <param name="address">The address; its host is a literal IP address.</param>
    /// <param name="lateOffer">Whether to send the INVITE without a body and to answer the offer in the 200 with the ACK.</param>
    public PhoneCall Call(SipUri address, bool lateOffer = false) => Call(address, Resolve(address), lateOffer);

    /// <summary>Calls a number and waits until it is answered.</summary>
    /// <exception cref="PhoneRequestException">The call was refused; the status says why.</exception>
    /// <exception cref="TimeoutException">Nobody answered within <see cref="SimulatedPhoneOptions.Patience"/>; the call is given up.</exception>
    public async Task<PhoneCall> CallAsync(string number, bool lateOffer = false, CancellationToken cancellation = default)
    {
        var call = Call(number, lateOffer);
        await call.WaitForAnswerAsync(cancellation).ConfigureAwait(false);
        return call;
    }

    /// <summary>The next incoming call, in the order of arrival; also one that the phone answers or refuses by itself.</summary>
    /// <param name="patience">How long to wait; <see cref="SimulatedPhoneOptions.Patience"/> if null.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="TimeoutException">Nobody called in time.</exception>
    public async Task<PhoneCall> NextIncomingCallAsync(TimeSpan? patience = null, CancellationToken cancellation = default)
    {
        var longest = patience ?? Options.Patience;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(longest);
        try
        {
            return await _incoming.Reader.ReadAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"Nobody called {Options.Number} within {longest.TotalSeconds:0.#} s.");
        }
    }

    /// <summary>Pulls the plug: all calls vanish and the SIP socket is closed, without a word to anyone.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var call in _calls.Values)
        {
            call.Vanish();
        }

        await Stack.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    void ISipRequestHandler.OnRequest(IServerTransaction transaction)
    {
        var request = transaction.Request;
        Note(request, request.Method.Name);
        if (request.Method == SipMethod.Invite && request.To.Tag is null)
        {
            var call = PhoneCall.Incoming(this, transaction);
            _calls[call.Key] = call;
            call.Ring();
            _incoming.Writer.TryWrite(call);
        }
        else if (request.To.Tag is { } tag && _calls.TryGetValue(PhoneCall.KeyOf(request.CallId, tag), out var call))
        {
            call.OnRequest(transaction);
        }
        else
        {
            transaction.Respond(OutsideOfCalls(request));
        }
    }

    /// <inheritdoc/>
    void ISipRequestHandler.OnAck(SipRequest ack, SipFlow flow)
    {
        Note(ack, ack.Method.Name);
        if (ack.To.Tag is { } tag && _calls.TryGetValue(PhoneCall.KeyOf(ack.CallId, tag), out var call))
        {
            call.OnAck(ack);
        }
    }

    /// <inheritdoc/>
    void ISipRequestHandler.OnCancel(IServerTransaction invite)
    {
        Note(invite.Request, "CANCEL");
        _calls.Values.FirstOrDefault(call => call.IsInvitedBy(invite))?.OnCancel();
    }

    internal void Forget(PhoneCall call) => _calls.TryRemove(call.Key, out _);

    internal NameAddress OwnAddress() => new(Options.DisplayName, AtServer(Options.Number).WithPort(null), SipParameters.Empty);

    /// <summary>
    /// Sends a request and awaits its final response; answers challenges. Each try gets a request of its own from
    /// <paramref name="make"/>, with a sequence number of its own.
    /// </summary>
    internal async Task<(SipRequest Request, SipResponse Response)> SendAsync(
        Func<SipRequest> make,
        SipFlow flow,
        Action<SipRequest, SipResponse>? onResponse = null,
        Action<IClientTransaction>? onStarted = null)
    {
        SipHeader? credentials = null;
        while (true)
        {
            var request = make();
            if (credentials is { } header)
            {
                request.Headers.Set(header.Name, header.Value);
            }

            var pending = new PendingRequest(response =>
            {
                Note(response, $"{response.StatusCode} to {request.Method}");
                onResponse?.Invoke(request, response);
            });
            var transaction = Stack.SendRequest(request, flow, pending);
            onStarted?.Invoke(transaction);
            var final = await pending.Final.ConfigureAwait(false);
            if (!_digest.TryAnswer(final, request, Options.AuthenticationName ?? Options.Number, Options.Password, out var answer))
            {
                return (request, final);
            }

            credentials = answer;
        }
    }

    private static SipResponse OutsideOfCalls(SipRequest request)
    {
        var isKnown = request.Method == SipMethod.Options || request.Method == SipMethod.Notify || request.Method == SipMethod.Message;
        var status = request.To.Tag is not null && !isKnown ? SipStatus.CallDoesNotExist
            : isKnown ? SipStatus.Ok
            : SipStatus.MethodNotAllowed;
        var response = SipResponse.CreateFor(request, status);
        response.Headers.Add(SipHeaderNames.Allow, AllowedMethods);
        return response;
    }

    private PhoneCall Call(SipUri target, SipFlow flow, bool lateOffer)
    {
        var call = PhoneCall.Outgoing(this, target, flow, lateOffer);
        _calls[call.Key] = call;
        call.Invite();
        return call;
    }

    private async Task<SipResponse> SendRegisterAsync(TimeSpan lifetime, CancellationToken cancellation)
    {
        var flow = ServerFlow();
        var own = OwnAddress();
        var from = own.WithTag(SipIds.NewTag());
        var sending = SendAsync(
            () => new SipRequest(SipMethod.Register, AtServer(null))
            {
                From = from,
                To = own,
                CallId = _registrationCallId,
                CSeq = new CSeqHeader((uint)Interlocked.Increment(ref _registrationSequence), SipMethod.Register),
                Contacts = [new NameAddress(Stack.LocalContact(Options.Number, flow))],
                Expires = (int)lifetime.TotalSeconds,
            },
            flow);
        var (_, response) = await sending.WaitAsync(Options.Patience, cancellation).ConfigureAwait(false);
        return response.IsSuccess
            ? response
            : throw new PhoneRequestException($"REGISTER of {Options.Number}", response.StatusCode, response.ReasonPhrase);
    }

    internal SipUri AddressOf(string number) => AtServer(number);

    private SipUri AtServer(string? user) => Options.Domain is { } domain
        ? SipUri.Create(user, domain)
        : SipUri.Create(user, (Options.Server?.Address ?? Options.LocalAddress).ToString(), Options.Server?.Port);

    private SipFlow ServerFlow()
    {
        var server = Options.Server ?? throw new InvalidOperationException($"Phone {Options.Number} has no server.");
        var address = SipUri.Create(null, server.Address.ToString(), server.Port);
        return Resolve(Options.Transport == SipTransportKind.Tcp ? address.WithParameter("transport", "tcp") : address);
    }

    private SipFlow Resolve(SipUri address) => Stack.TryResolve(address, out var flow)
        ? flow
        : throw new ArgumentException($"There is no way from phone {Options.Number} to {address}.", nameof(address));

    private void Note(SipMessage message, string summary) => _received.Enqueue(new ReceivedSip(Stopwatch.GetTimestamp(), message, summary));
}
