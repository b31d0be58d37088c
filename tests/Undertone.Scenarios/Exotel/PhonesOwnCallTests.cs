using System.Net;
using System.Text.Json.Nodes;
using Undertone.Phone.Calls;
using Undertone.Phone.Hearing;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Exotel;

/// <summary>A call that phones have made among themselves is the account's too, and somebody outside may supervise it if the account may use her number.</summary>
[Collection(ExotelStage.Name)]
public sealed class PhonesOwnCallTests(ExotelStage stage)
{
    private const string Supervisor = ExotelStage.OutsideSupervisor;

    [Fact]
    public async Task A_Phones_Call_Is_Listed_And_Supervised_From_Outside()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        using var client = new ExotelClient(stage, isJson: true);
        JsonNode live = (await client.DoAsync(HttpMethod.Get, "/Calls?Status=in-progress"))["Calls"]!.AsArray().Single()!;
        string legs = $"/Calls/{(string)live["Sid"]!}/Legs";
        Assert.Equal(("outbound-dial", SupervisedCall.Caller), ((string?)live["Direction"], (string?)live["From"]));
        JsonArray active = (await client.DoAsync(HttpMethod.Get, $"/Calls/{(string)live["Sid"]!}/ActiveLegs"))["Legs"]!.AsArray();
        Assert.Equal(["inbound", "outbound-dial"], active.Select(leg => (string)leg!["Origin"]!));

        (HttpStatusCode barred, _) = await client.SendAsync(HttpMethod.Post, legs, ("Action", "listen"), ("PhoneNumber", "09000000002"));
        Assert.Equal(HttpStatusCode.Forbidden, barred);
        JsonNode leg = (await client.DoAsync(HttpMethod.Post, legs, ("Action", "listen"), ("PhoneNumber", Supervisor)))["Leg"]!;
        PhoneCall outside = await stage.Carrier.NextIncomingCallAsync();
        Assert.Equal(ExotelStage.ExoPhone, outside.FarNumber);
        await outside.AnswerAsync();
        await outside.WaitForAsync(PhoneCallState.Talking);
        HearingParty[] parties = [call.CallerCall.AsParty(), call.CalleeCall.AsParty(), outside.AsParty(Supervisor)];
        await EarWatch.UntilHeardAsync(outside, call.CallerPhone.Options.ToneFrequencyHz);
        await EarMeasurement.AssertAsync("listen", parties, Table(Mode.Listen));

        await client.DoAsync(HttpMethod.Put, $"{legs}/{(string)leg["Sid"]!}", ("Action", "whisper"), ("TargetLegSid", (string)active[1]!["Sid"]!));
        await EarMeasurement.AssertAsync("whisper to the callee", parties, Table(Mode.Whisper));
        await client.DoAsync(HttpMethod.Put, $"{legs}/{(string)leg["Sid"]!}", ("Action", "barge"));
        await EarMeasurement.AssertAsync("barge", parties, Table(Mode.Barge));
        await outside.HangUpAsync();
        await EarWatch.UntilNotHeardAsync(call.CalleeCall, ExotelStage.OutsideTone);

        await call.CallerCall.HangUpAsync();
        await call.CalleeCall.WaitForAsync(PhoneCallState.Ended);
    }

    private static Dictionary<string, string[]> Table(string mode)
        => WhoHearsWhom.Table(SupervisedCall.Caller, SupervisedCall.Callee, [(Supervisor, SupervisedCall.Callee, mode)]);
}
