using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

public sealed class StackAddressTests
{
    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    public async Task An_address_in_use_is_named_and_nothing_stays_bound(string scheme)
    {
        await using var first = await StackHarness.StartAsync(listen: $"{scheme}://127.0.0.1:0");
        var taken = first.Stack.Listening.Single();
        using var free = new RawUdpPeer();
        var freePort = free.EndPoint;
        free.Dispose();
        var listen = new SipListenAddress(SipTransportKind.Udp, freePort);
        await using var second = new SipStack(
            new SipStackOptions { Listen = [listen, taken] }, TimeProvider.System, NullLoggerFactory.Instance);

        var error = await Assert.ThrowsAsync<SipListenException>(() => second.StartAsync(CancellationToken.None));

        Assert.Equal(taken, error.Address);
        Assert.Contains(taken.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Empty(second.Listening);
        await using var third = await StackHarness.StartAsync(listen: listen.ToString());
    }

    [Fact]
    public async Task All_transports_and_families_are_listened_on_with_their_real_ports()
    {
        await using var stack = await StackHarness.StartAsync(listen: "udp://0.0.0.0:0 tcp://0.0.0.0:0 udp://[::]:0 tcp://[::]:0");

        Assert.Equal(4, stack.Stack.Listening.Count);
        Assert.All(stack.Stack.Listening, address => Assert.NotEqual(0, address.EndPoint.Port));
    }

    [Theory]
    [InlineData("udp://0.0.0.0:0", "127.0.0.1", SipTransportKind.Udp, "sip:u@127.0.0.1:{0}")]
    [InlineData("tcp://0.0.0.0:0", "127.0.0.1", SipTransportKind.Tcp, "sip:u@127.0.0.1:{0};transport=tcp")]
    [InlineData("udp://[::]:0", "::1", SipTransportKind.Udp, "sip:u@[::1]:{0}")]
    public async Task A_wildcard_listener_names_an_address_that_the_peer_can_reach(
        string listen, string remote, SipTransportKind kind, string contact)
    {
        await using var stack = await StackHarness.StartAsync(listen: listen);
        var flow = stack.FlowTo(new IPEndPoint(IPAddress.Parse(remote), 5060), kind);

        Assert.Equal(
            contact.Replace("{0}", $"{stack.EndPoint(kind).Port}", StringComparison.Ordinal),
            stack.Stack.LocalContact("u", flow).ToString());
        Assert.Equal(remote, flow.Local.Address.ToString());
    }

    [Fact]
    public async Task A_public_address_stands_in_Via_and_Contact()
    {
        await using var stack = await StackHarness.StartAsync(configure: options => options with { PublicAddress = "sip.example.net" });
        using var bob = new RawUdpPeer();
        var flow = stack.FlowTo(bob.EndPoint);

        stack.Stack.SendRequest(stack.NewRequest(SipMethod.Options, flow), flow, new RecordingUser());
        var request = await bob.ReceiveRequestAsync();

        Assert.Equal(("sip.example.net", stack.EndPoint().Port), (request.TopVia.Host, request.TopVia.Port));
        Assert.Equal($"sip:alice@sip.example.net:{stack.EndPoint().Port}", request.Contacts.Single().Uri.ToString());
        Assert.Equal(stack.EndPoint(), flow.Local);
    }

    [Fact]
    public async Task Rfc3581_3_ARequestAsksForRportAndHasOnlyOurVia()
    {
        await using var stack = await StackHarness.StartAsync(configure: options => options with { UserAgent = "Test/1" });
        using var bob = new RawUdpPeer();
        var flow = stack.FlowTo(bob.EndPoint);
        var request = stack.NewRequest(SipMethod.Options, flow);
        request.PushVia(new ViaHeader("UDP", "192.0.2.1", null, SipParameters.Empty).WithBranch("z9hG4bKold"));

        var transaction = stack.Stack.SendRequest(request, flow, new RecordingUser());
        var received = await bob.ReceiveRequestAsync();

        var via = Assert.Single(received.Vias);
        Assert.True(via.HasRPort);
        Assert.True(via.HasRfc3261Branch);
        Assert.NotEqual("z9hG4bKold", via.Branch);
        Assert.Equal(70, received.MaxForwards);
        Assert.Equal("Test/1", received.Headers.First("User-Agent"));
        Assert.Equal(via, transaction.Request.TopVia);
        Assert.Equal("z9hG4bKold", request.TopVia.Branch);
    }

    [Theory]
    [InlineData("sip:2000@127.0.0.1", SipTransportKind.Udp, "127.0.0.1:5060")]
    [InlineData("sip:2000@127.0.0.1:5090;transport=UDP", SipTransportKind.Udp, "127.0.0.1:5090")]
    [InlineData("sip:127.0.0.1:5090;transport=tcp", SipTransportKind.Tcp, "127.0.0.1:5090")]
    [InlineData("sip:2000@example.com;maddr=127.0.0.7", SipTransportKind.Udp, "127.0.0.7:5060")]
    [InlineData("sip:2000@[::1]:5070", SipTransportKind.Udp, "[::1]:5070")]
    public async Task A_literal_address_is_resolved_at_once(string uri, SipTransportKind kind, string remote)
    {
        await using var stack = await StackHarness.StartAsync(listen: "udp://127.0.0.1:0 tcp://127.0.0.1:0 udp://[::1]:0");

        Assert.True(stack.Stack.TryResolve(Uri(uri), out var flow));

        Assert.Equal((kind, remote), (flow.Transport, flow.Remote.ToString()));
        Assert.Equal(stack.Stack.Listening.First(address => address.Transport == kind && address.EndPoint.AddressFamily == flow.Remote.AddressFamily).EndPoint, flow.Local);
        Assert.Equal(flow, await stack.Stack.ResolveAsync(Uri(uri), CancellationToken.None));
    }

    [Theory]
    [InlineData("sips:2000@127.0.0.1")]
    [InlineData("sip:2000@127.0.0.1;transport=tls")]
    [InlineData("sip:2000@127.0.0.1;transport=sctp")]
    [InlineData("sip:2000@[::1]")]
    [InlineData("tel:+4930123")]
    public async Task An_address_that_is_not_served_has_no_way(string uri)
    {
        await using var stack = await StackHarness.StartAsync(listen: "udp://127.0.0.1:0");

        Assert.False(stack.Stack.TryResolve(Uri(uri), out _));
        Assert.Null(await stack.Stack.ResolveAsync(Uri(uri), CancellationToken.None));
    }

    [Fact]
    public async Task A_name_is_looked_up()
    {
        await using var stack = await StackHarness.StartAsync();

        Assert.False(stack.Stack.TryResolve(Uri("sip:2000@localhost:5080"), out _));
        var flow = await stack.Stack.ResolveAsync(Uri("sip:2000@localhost:5080"), CancellationToken.None);

        Assert.Equal("127.0.0.1:5080", flow?.Remote.ToString());
    }

    [Fact]
    public async Task Of_several_listeners_the_one_on_the_way_is_taken()
    {
        await using var stack = await StackHarness.StartAsync(listen: "udp://127.0.0.2:0 udp://127.0.0.1:0");

        Assert.True(stack.Stack.TryResolve(Uri("sip:127.0.0.1:5080"), out var flow));

        Assert.Equal(stack.Stack.Listening[1].EndPoint, flow.Local);
    }

    [Fact]
    public async Task Without_a_udp_listener_tcp_is_the_default()
    {
        await using var stack = await StackHarness.StartAsync(listen: "tcp://127.0.0.1:0");

        Assert.True(stack.Stack.TryResolve(Uri("sip:127.0.0.1:5080"), out var flow));

        Assert.Equal(SipTransportKind.Tcp, flow.Transport);
    }

    [Fact]
    public async Task An_unroutable_flow_is_a_transport_failure()
    {
        await using var stack = await StackHarness.StartAsync();
        var flow = new SipFlow(SipTransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 1), new IPEndPoint(IPAddress.Loopback, 5080));
        var user = new RecordingUser();

        stack.Stack.SendRequest(stack.NewRequest(SipMethod.Options, flow), flow, user);

        await Eventually.TrueAsync(() => !user.Failures.IsEmpty, "the failure is told");
        Assert.Equal([ClientTransactionFailure.Transport], user.Failures);
    }

    [Fact]
    public void Fresh_identifiers_differ_and_have_their_shape()
    {
        Assert.NotEqual(SipIds.NewTag(), SipIds.NewTag());
        Assert.StartsWith(ViaHeader.MagicCookie, SipIds.NewBranch(), StringComparison.Ordinal);
        Assert.EndsWith("@example.com", SipIds.NewCallId("example.com"), StringComparison.Ordinal);
        Assert.DoesNotContain('@', SipIds.NewCallId());
    }

    private static SipUri Uri(string text)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        return uri;
    }
}
