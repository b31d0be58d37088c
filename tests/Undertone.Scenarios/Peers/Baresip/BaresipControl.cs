using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Undertone.Scenarios.Peers.Baresip;

/// <summary>The control connection of a baresip (its module ctrl_tcp): JSON in netstrings, commands to it, responses and events from it.</summary>
internal sealed class BaresipControl : IDisposable
{
    private readonly TcpClient _connection;
    private readonly Channel<JsonNode> _responses = Channel.CreateUnbounded<JsonNode>();
    private readonly Lock _gate = new();
    private readonly List<string> _events = [];

    private BaresipControl(TcpClient connection)
    {
        _connection = connection;
        _ = ReadAsync();
    }

    /// <summary>The types of the events that came, oldest first: CALL_INCOMING, CALL_ESTABLISHED, CALL_CLOSED and so on.</summary>
    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>Connects; null while nobody listens there.</summary>
    public static async Task<BaresipControl?> TryConnectAsync(int port)
    {
        var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(IPAddress.Loopback, port);
            return new BaresipControl(connection);
        }
        catch (SocketException)
        {
            connection.Dispose();
            return null;
        }
    }

    /// <summary>Gives a command and answers with what it prints.</summary>
    public async Task<string> CommandAsync(string command, string parameters = "")
    {
        string json = new JsonObject { ["command"] = command, ["params"] = parameters }.ToJsonString();
        byte[] netstring = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(json)}:{json},"));
        await _connection.GetStream().WriteAsync(netstring);
        using var patience = new CancellationTokenSource(Until.Patience);
        JsonNode response = await _responses.Reader.ReadAsync(patience.Token);
        string data = (string?)response["data"] ?? "";
        Assert.True((bool)response["ok"]!, $"baresip refuses {command} {parameters}: {data}");
        return data;
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            while (await ReadNetstringAsync(_connection.GetStream()) is { } text)
            {
                Take(JsonNode.Parse(text)!);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // baresip has ended, or the test has.
        }

        _responses.Writer.TryComplete();
    }

    private void Take(JsonNode message)
    {
        if (message["response"] is not null)
        {
            _responses.Writer.TryWrite(message);
            return;
        }

        lock (_gate)
        {
            _events.Add((string?)message["type"] ?? "");
        }
    }

    private static async Task<string?> ReadNetstringAsync(NetworkStream stream)
    {
        int length = 0;
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1 && one[0] != (byte)':')
        {
            length = (length * 10) + (one[0] - '0');
        }

        if (one[0] != (byte)':')
        {
            return null;
        }

        var text = new byte[length + 1];
        await stream.ReadExactlyAsync(text);
        return Encoding.UTF8.GetString(text, 0, length);
    }
}
