using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

/// <summary>A stack on loopback with everything it was asked recorded.</summary>
internal sealed class StackHarness : IAsyncDisposable
{
    private StackHarness(SipStack stack, RecordingHandler handler)
    {
        Stack = stack;
        Handler = handler;
    }

    public SipStack Stack { get; }

    public RecordingHandler Handler { get; }

    public static async Task<StackHarness> StartAsync(
        TimeProvider? time = null,
        string listen = "udp://127.0.0.1:0",
        Func<SipStackOptions, SipStackOptions>? configure = null)
    {
        var options = new SipStackOptions { Listen = [.. listen.Split(' ').Select(SipListenAddress.Parse)] };
        var handler = new RecordingHandler();
        var stack = new SipStack(configure?.Invoke(options) ?? options, time ?? TimeProvider.System, NullLoggerFactory.Instance)
        {
            Handler = handler,
        };
        await stack.StartAsync(CancellationToken.None);
        return new StackHarness(stack, handler);
    }

    public IPEndPoint EndPoint(SipTransportKind kind = SipTransportKind.Udp) =>
        Stack.Listening.First(address => address.Transport == kind).EndPoint;

    /// <summary>The way from here to a remote end.</summary>
    public SipFlow FlowTo(IPEndPoint remote, SipTransportKind kind = SipTransportKind.Udp)
    {
        var uri = SipUri.Create(null, remote.Address.ToString(), remote.Port)
            .WithParameter("transport", kind == SipTransportKind.Udp ? "udp" : "tcp");
        Assert.True(Stack.TryResolve(uri, out var flow));
        return flow;
    }

    public SipFlow FlowTo(StackHarness other, SipTransportKind kind = SipTransportKind.Udp) => FlowTo(other.EndPoint(kind), kind);

    public SipRequest NewRequest(SipMethod method, SipFlow flow, uint sequence = 1)
    {
        var target = SipUri.Create("bob", flow.Remote.Address.ToString(), flow.Remote.Port);
        var request = new SipRequest(method, target)
        {
            From = new NameAddress(SipUri.Create("alice", "example.com")).WithTag(SipIds.NewTag()),
            To = new NameAddress(SipUri.Create("bob", "example.com")),
            CallId = SipIds.NewCallId(),
            CSeq = new CSeqHeader(sequence, method),
            Contacts = [new NameAddress(Stack.LocalContact("alice", flow))],
        };
        return request;
    }

    public ValueTask DisposeAsync() => Stack.DisposeAsync();
}
