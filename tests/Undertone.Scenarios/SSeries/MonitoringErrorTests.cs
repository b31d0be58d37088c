using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.SSeries;

/// <summary>Why a monitor is refused. Of several mistakes the first in the order of the table is told, whatever else is wrong.</summary>
[Collection(SSeriesStage.Name)]
public sealed class MonitoringErrorTests(SSeriesStage stage)
{
    // 2009 may not be monitored; 3001 is not registered; 3002 may listen, 3003 whisper, 3004 barge, and 2004 nothing; 2005 has no call.
    private static readonly (string Supervisor, string Target, string Mode, string Error)[] Mistakes =
    [
        ("", "9999", Mode.Listen, "10004"),
        ("9999", "", Mode.Whisper, "10004"),
        ("9999", "2009", Mode.Listen, "10006"),
        ("3003", "9999", Mode.Barge, "10006"),
        ("2004", "2009", Mode.Listen, "10010"),
        ("2004", "2001", Mode.Whisper, "10010"),
        ("2004", "2001", Mode.Barge, "10010"),
        ("3003", "2009", Mode.Listen, "10010"),
        ("3004", "2001", Mode.Listen, "10010"),
        ("3002", "2001", Mode.Whisper, "10010"),
        ("3004", "2001", Mode.Whisper, "10010"),
        ("3002", "2001", Mode.Barge, "10010"),
        ("3003", "2001", Mode.Barge, "10010"),
        ("3001", "2009", Mode.Listen, "10009"),
        ("3000", "2009", Mode.Barge, "10009"),
        ("3001", "2005", Mode.Whisper, "10008"),
        ("3001", "2001", Mode.Listen, "10008"),
        ("3002", "2001", Mode.Listen, "10008"),
        ("3003", "2001", Mode.Whisper, "10008"),
        ("3004", "2001", Mode.Barge, "10008"),
        ("3000", "2005", Mode.Listen, "10007"),
        ("3000", "2005", Mode.Whisper, "10007"),
        ("3000", "2005", Mode.Barge, "10007"),
    ];

    [Theory]
    [InlineData(SSeriesClient.V1)]
    [InlineData(SSeriesClient.V2)]
    [InlineData(SSeriesClient.Xml)]
    public async Task The_First_Mistake_Of_The_Table_Is_Told_And_Nobody_Is_Rung(string version)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SimulatedPhone phone = await call.RegisterAsync("3000");
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        var told = new List<string>();
        foreach ((string supervisor, string target, string mode, _) in Mistakes)
        {
            (string endpoint, (string, string)[] parameters) = client.Monitor(supervisor, target, mode);
            told.Add($"{supervisor} {mode} {target}: {await client.FailAsync(endpoint, parameters)}");
        }

        Assert.Equal(Mistakes.Select(m => $"{m.Supervisor} {m.Mode} {m.Target}: {m.Error}"), told);
        Assert.DoesNotContain(phone.Received, message => message.Summary == "INVITE");
        await call.AssertHearingAsync("After the refusals");
    }

    [Theory]
    [InlineData(SSeriesClient.V1, "extension/listen", """{"listenedext":"2001"}""", "10004")]
    [InlineData(SSeriesClient.V1, "extension/listen", """{"listener":"3000"}""", "10004")]
    [InlineData(SSeriesClient.V1, "extension/listen", """{"whisperer":"3000","whisperedext":"2001"}""", "10004")]
    [InlineData(SSeriesClient.V1, "extension/whisper", """{"listener":"3000","listenedext":"2001"}""", "10004")]
    [InlineData(SSeriesClient.V1, "extension/barge", "{}", "10004")]
    [InlineData(SSeriesClient.V2, "call/listen", """{"monitor":"3000","extension":"2001"}""", "10004")]
    [InlineData(SSeriesClient.V2, "call/listen", """{"monitor":"3000","type":"listen"}""", "10004")]
    [InlineData(SSeriesClient.V2, "call/listen", """{"extension":"2001","type":"listen"}""", "10004")]
    [InlineData(SSeriesClient.V2, "call/listen", """{"monitor":"3000","extension":"2001","type":"spy"}""", "10010")]
    [InlineData(SSeriesClient.V2, "call/listen", """{"monitor":"","extension":"2001","type":"spy"}""", "10004")]
    public async Task What_Is_Missing_Or_Meaningless_Is_Told(string version, string endpoint, string body, string error)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        Assert.Equal($$"""{"status":"Failed","errno":"{{error}}"}""", await client.PostAsync(endpoint, body));
    }

    [Theory]
    [InlineData(SSeriesClient.V1)]
    [InlineData(SSeriesClient.V2)]
    [InlineData(SSeriesClient.Xml)]
    public async Task A_Supervisor_Who_Talks_Herself_Is_Not_Idle(string version)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage, caller: "3001");
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        foreach (string target in (string[])["2001", "2005"])
        {
            (string endpoint, (string, string)[] parameters) = client.Monitor("3001", target, Mode.Listen);
            Assert.Equal("10008", await client.FailAsync(endpoint, parameters));
        }

        await call.AssertHearingAsync("After the refusals");
    }

    [Theory]
    [InlineData(SSeriesClient.V1)]
    [InlineData(SSeriesClient.V2)]
    public async Task A_Supervisor_Whose_Phone_Rings_Is_Not_Idle(string version)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SimulatedPhone phone = await call.RegisterAsync("3000", answering: AnswerPolicy.Never);
        PhoneCall ringing = call.CallerPhone.Call("3000");
        await phone.NextIncomingCallAsync();
        await ringing.WaitForAsync(PhoneCallState.Ringing);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        (string endpoint, (string, string)[] parameters) = client.Monitor("3000", "2001", Mode.Barge);

        Assert.Equal("10008", await client.FailAsync(endpoint, parameters));

        await ringing.CancelAsync();
    }

    [Theory]
    [InlineData(SSeriesClient.V1)]
    [InlineData(SSeriesClient.V2)]
    public async Task An_Extension_Whose_Phone_Only_Rings_Has_No_Call_Yet(string version)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SimulatedPhone rung = await call.RegisterAsync("3004", answering: AnswerPolicy.Never);
        await call.RegisterAsync("3000");
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        await client.DoAsync("extension/update", ("extid", "3004"), ("allowbeingmonitored", "on"));
        PhoneCall ringing = call.CallerPhone.Call("3004");
        await rung.NextIncomingCallAsync();
        await ringing.WaitForAsync(PhoneCallState.Ringing);
        client = await SSeriesClient.LogInAsync(stage.Process, version);
        (string endpoint, (string, string)[] parameters) = client.Monitor("3000", "3004", Mode.Listen);

        Assert.Equal("10007", await client.FailAsync(endpoint, parameters));

        await ringing.CancelAsync();
        await call.Api.PostAsync("extension/update", """{"number":"3004","allowbeingmonitored":"off"}""");
    }

    [Theory]
    [InlineData(SSeriesClient.V1, "10009")]
    [InlineData(SSeriesClient.Xml, "10009")]
    [InlineData(SSeriesClient.V2, "")]
    public async Task A_Second_Listener_Is_Refused_In_The_First_Version_Only(string version, string error)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SimulatedPhone[] phones = [await call.RegisterAsync("3000"), await call.RegisterAsync("3001")];
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        (string endpoint, (string, string)[] parameters) = client.Monitor("3000", "2001", Mode.Listen);
        await client.DoAsync(endpoint, parameters);
        await call.JoinedAsync(phones[0], await phones[0].NextIncomingCallAsync(), "2001", Mode.Listen, "");

        string mode = Mode.Listen;
        (endpoint, parameters) = client.Monitor("3001", "2001", mode);
        if (error.Length > 0)
        {
            Assert.Equal(error, await client.FailAsync(endpoint, parameters));
            mode = Mode.Whisper;
            (endpoint, parameters) = client.Monitor("3001", "2001", mode);
        }

        await client.DoAsync(endpoint, parameters);
        await call.JoinedAsync(phones[1], await phones[1].NextIncomingCallAsync(), "2001", mode, "");
        await call.AssertHearingAsync($"Two supervisors through {version}");

        // Who is on the call for one party is not idle for the other.
        (endpoint, parameters) = client.Monitor("3000", "2000", Mode.Listen);
        Assert.Equal("10008", await client.FailAsync(endpoint, parameters));
    }
}
