using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>How events travel: what each request looks like, and one after the other to a receiver that never answers.</summary>
[Collection(EventStage.Name)]
public sealed class DeliveryTests(EventStage stage) : IAsyncLifetime
{
    private readonly List<SimulatedPhone> _phones = [];
    private readonly List<IAsyncDisposable> _open = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (SimulatedPhone phone in _phones)
        {
            await Phones.EndAsync(phone);
        }

        await stage.EmptyAsync();
        foreach (IAsyncDisposable open in Enumerable.Reverse(_open))
        {
            await open.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("", "/")]
    [InlineData("\"urltag\":\"0\"", "/")]
    [InlineData("\"url\":\"report\"", "/report")]
    [InlineData("\"url\":\"/report\"", "/report")]
    [InlineData("\"url\":\"report/calls?office=1\",\"urltag\":0", "/report/calls?office=1")]
    [InlineData("\"url\":\"127.0.0.1:{port}/report\",\"urltag\":\"1\"", "/report")]
    [InlineData("\"url\":\"127.0.0.1:{port}\",\"urltag\":1", "/")]
    public async Task The_path_is_that_of_the_login(string fields, string path)
    {
        EventListener listener = Open(EventListener.Silent());
        string port = listener.Port.ToString(CultureInfo.InvariantCulture);

        // An address of its own makes the port of no account.
        string where = fields.Contains("{port}", StringComparison.Ordinal) ? "\"port\":\"9\"" : $"\"port\":\"{port}\"";
        await LogInAsync("api5", $"{where},\"version\":\"2.0.0\"{(fields.Length > 0 ? "," : "")}{fields.Replace("{port}", port, StringComparison.Ordinal)}");
        await RegisterAsync("2003");

        ReceivedEvent told = await listener.SaysAsync("\"2003\"");
        Assert.Equal($"POST {path} HTTP/1.1", told.RequestLine);
    }

    [Fact]
    public async Task The_headers_are_those_of_the_vendor()
    {
        EventListener listener = Open(EventListener.Silent());
        await LogInAsync("api5", $"\"port\":{listener.Port}");
        await RegisterAsync("2003");

        ReceivedEvent told = await listener.SaysAsync("\"2003\"");
        Assert.Matches($"^127\\.0\\.0\\.1: ?{listener.Port}$", told.Header("Host"));
        Assert.Equal(
            ("WebAPI", "application/json", "application/json", "close"),
            (told.Header("User-Agent"), told.Header("Accept"), told.Header("Content-Type"), told.Header("Connection")));
        Assert.Equal(Encoding.UTF8.GetByteCount(told.Body).ToString(CultureInfo.InvariantCulture), told.Header("Content-Length"));
        Assert.Null(told.Header("Transfer-Encoding"));
        Assert.Null(told.Header("Expect"));
    }

    [Fact]
    public async Task A_receiver_that_never_answers_gets_every_event_once_in_order_on_a_connection_of_its_own()
    {
        string[] numbers = ["2003", "2004", "2005", "2006", "2007"];
        EventListener listener = Open(EventListener.Silent());
        await LogInAsync("api5", $"\"port\":{listener.Port}");
        foreach (string number in numbers)
        {
            await RegisterAsync(number);
        }

        await listener.SaysAsync("\"2007\",\"status\":\"Registered\"");

        // Of what the phones of the test before do at its end, something may be told here.
        ReceivedEvent[] told = [.. listener.Events.Where(e => e.Says("\"Registered\""))];
        Assert.Equal(numbers, told.Select(e => (string)JsonNode.Parse(e.Body)!["extension"]!));
        Assert.Equal(told.Length, told.Select(e => e.FromPort).Distinct().Count());
        await AssertWholeAsync(listener);
    }

    [Theory]
    [InlineData("1.0.2", "555")]
    [InlineData("1.0.2", "444")]
    [InlineData("2.0.0", "555")]
    [InlineData("2.0.0", "444")]
    public async Task The_longest_numbers_and_names_still_fit_into_one_receive(string version, string prefix)
    {
        EventListener listener = Open(EventListener.Answering());
        await LogInAsync("api5", $"\"port\":{listener.Port},\"version\":\"{version}\",\"url\":\"{new string('u', 100)}\"");
        SimulatedPhone agent = await RegisterAsync("2000");

        PhoneCall call = stage.Call(stage.LongCarrier, prefix + new string('1', 60));
        PhoneCall ringing = await (prefix == "555" ? agent : stage.LongCarrier).NextIncomingCallAsync();
        await ringing.AnswerAsync();
        await call.WaitForAsync(PhoneCallState.Talking);
        await call.HangUpAsync();

        await listener.SaysAsync("\"NewCdr\"");
        Assert.Contains(listener.Bodies, body => body.Contains("\"ANSWERED\"", StringComparison.Ordinal) && body.Contains($"\"{EventStage.LongTrunk}\"", StringComparison.Ordinal));
        await AssertWholeAsync(listener);
    }

    private static async Task AssertWholeAsync(EventListener listener)
    {
        foreach (ReceivedEvent received in listener.Events)
        {
            Assert.InRange(received.Bytes, 1, 1024);
            Assert.Equal(Encoding.UTF8.GetByteCount(received.Body).ToString(CultureInfo.InvariantCulture), received.Header("Content-Length"));
            Assert.NotNull(JsonNode.Parse(received.Body));

            // The server closes: this receiver does not.
            Assert.Equal(0, await received.Rest.WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    private T Open<T>(T opened)
        where T : IAsyncDisposable
    {
        _open.Add(opened);
        return opened;
    }

    private async Task LogInAsync(string user, string fields) => Open(await ApiSession.LogInAsync(stage.Server, user, "v2.0.0", fields));

    private async Task<SimulatedPhone> RegisterAsync(string number)
    {
        SimulatedPhone phone = await Phones.RegisterAsync(stage.Server, number, 600, AnswerPolicy.Never);
        _phones.Add(phone);
        return phone;
    }
}
