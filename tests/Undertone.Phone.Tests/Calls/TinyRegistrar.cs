using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Sip;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Phone.Tests.Calls;

/// <summary>A registrar that asks for digest and grants 90 seconds, never to 4000; everything but REGISTER is answered with 404.</summary>
internal sealed class TinyRegistrar : ISipRequestHandler, IAsyncDisposable
{
    private const string Nonce = "c0ffee";
    private readonly ConcurrentQueue<SipRequest> _requests = new();
    private readonly SipStack _stack;

    private TinyRegistrar() => _stack = new SipStack(
        new SipStackOptions { Listen = [SipListenAddress.Parse("udp://127.0.0.1:0")] }, TimeProvider.System, NullLoggerFactory.Instance)
    {
        Handler = this,
    };

    public IPEndPoint EndPoint => _stack.Listening[0].EndPoint;

    public IReadOnlyList<SipRequest> Requests => [.. _requests];

    public static async Task<TinyRegistrar> StartAsync()
    {
        var registrar = new TinyRegistrar();
        await registrar._stack.StartAsync(default);
        return registrar;
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    public void OnRequest(IServerTransaction transaction)
    {
        var request = transaction.Request;
        _requests.Enqueue(request);
        if (request.Method != SipMethod.Register)
        {
            transaction.Respond(SipResponse.CreateFor(request, 404));
            return;
        }

        var isSigned = request.Headers.First(SipHeaderNames.Authorization)?.Contains(Nonce, StringComparison.Ordinal) == true;
        var response = SipResponse.CreateFor(request, isSigned && request.From.Uri.User != "4000" ? 200 : 401);
        if (response.StatusCode == 401)
        {
            response.Headers.Add(SipHeaderNames.WwwAuthenticate, new DigestChallenge("test", Nonce, DigestAlgorithm.Md5).ToString());
        }
        else
        {
            response.Contacts = [.. request.Contacts.Select(c => c.WithParameter("expires", "90"))];
        }

        transaction.Respond(response);
    }

    public void OnAck(SipRequest ack, SipFlow flow)
    {
    }

    public void OnCancel(IServerTransaction invite)
    {
    }
}
