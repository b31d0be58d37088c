using System.Net;
using System.Net.Sockets;
using System.Text;
using Undertone.Http.Shared.Callbacks;

namespace Undertone.Http.Tests.Shared.Callbacks;

public sealed class HttpCallbackSenderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("192.0.0.192", false)]
    [InlineData("fd20:ce::254", false)]
    [InlineData("64:ff9b::169.254.169.254", false)]
    [InlineData("64:ff9b::192.0.2.7", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    public void ByDefault_OnlyLinkLocalMetadataAndNoHostsAreRefused(string address, bool allowed)
        => Assert.Equal(allowed, new CallbackPolicy().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.9.0.1", false)]
    [InlineData("192.0.2.7", false)]
    [InlineData("::ffff:10.1.2.3", true)]
    public void TheOperatorMayNarrowIt(string address, bool allowed)
    {
        var policy = new CallbackPolicy { Allowed = [IPNetwork.Parse("10.0.0.0/8")], Denied = [IPNetwork.Parse("10.9.0.0/16")] };
        Assert.Equal(allowed, policy.Allows(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://0.0.0.0/")]
    public async Task ARefusedAddress_IsNeverConnectedTo(string url)
    {
        using var sender = new HttpCallbackSender(new CallbackConnector(new CallbackPolicy()), TimeProvider.System);
        CallbackResult result = await sender.SendAsync(Post(url), Patience, CancellationToken.None);
        Assert.Equal(0, result.StatusCode);
        Assert.Contains("callbacks may not reach", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANameThatLeadsToARefusedAddress_IsRefusedAsWell()
    {
        using var sender = new HttpCallbackSender(new CallbackConnector(new CallbackPolicy { Denied = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")] }), TimeProvider.System);
        CallbackResult result = await sender.SendAsync(Post("http://localhost:1/"), Patience, CancellationToken.None);
        Assert.Contains("localhost is at an address that callbacks may not reach", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRequest_CarriesBodyAndHeaders_AndARedirectIsNotFollowed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var sender = new HttpCallbackSender(new CallbackConnector(new CallbackPolicy()), TimeProvider.System);
        Task<CallbackResult> sending = sender.SendAsync(
            new Callback(new Uri($"http://{listener.LocalEndpoint}/hook?a=b"), "{}"u8.ToArray(), "application/json", [new("X-Signature", "abc=")]),
            Patience,
            CancellationToken.None);
        string request = await AnswerAsync(listener, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        CallbackResult result = await sending;

        Assert.Equal((302, false), (result.StatusCode, result.Succeeded));
        Assert.StartsWith("POST /hook?a=b HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-Signature: abc=\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{}", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyThere_AndNoAnswer_AreSaidInWords()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var clock = new ManualTimeProvider();
        using var sender = new HttpCallbackSender(new CallbackConnector(new CallbackPolicy()), clock);
        Task<CallbackResult> unanswered = sender.SendAsync(Post($"http://{listener.LocalEndpoint}/"), TimeSpan.FromSeconds(5), CancellationToken.None);
        using TcpClient peer = await listener.AcceptTcpClientAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("no answer within 5 s", (await unanswered).ToString());

        listener.Stop();
        CallbackResult refused = await sender.SendAsync(Post($"http://{listener.LocalEndpoint}/"), Patience, CancellationToken.None);
        Assert.Contains("refused", refused.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static Callback Post(string url) => new(new Uri(url), "x"u8.ToArray(), "text/plain", []);

    private static async Task<string> AnswerAsync(TcpListener listener, string answer)
    {
        using TcpClient peer = await listener.AcceptTcpClientAsync();
        NetworkStream stream = peer.GetStream();
        byte[] buffer = new byte[4096];
        int length = 0;
        string text = "";
        while (!text.EndsWith("{}", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length));
            Assert.True(read > 0, text);
            length += read;
            text = Encoding.ASCII.GetString(buffer, 0, length);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return text;
    }
}
