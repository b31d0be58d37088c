using System.Text;
using Undertone.Http.Exotel;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Callbacks;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>The bodies of callbacks, byte by byte.</summary>
public sealed class CallbackTextsTests
{
    private static readonly string CallSid = Sid.Of(ExotelSamples.Answered().Id);

    [Fact]
    public void The_end_of_a_supervisors_leg_is_fourteen_parts()
    {
        LegRecord leg = ExotelMonitors.Ended(ExotelSamples.Answered().Id, 0x13, Samples.Start, Samples.Start.AddSeconds(52));
        var bill = new LegBill
        {
            Account = "small", CallId = leg.CallId, LegId = leg.Id, Status = "completed", LastAction = "whisper", BillableSeconds = 52, Pulses = 1,
        };
        string boundary = ExotelBody.TypeOf(isJson: false)["multipart/form-data; boundary=".Length..];
        (string Name, string Value)[] parts =
        [
            ("LegSid", Sid.Of(leg.CallId, leg.Id)), ("CallSid", CallSid), ("AccountSid", "small"), ("DateCreated", "2022-04-27 16:34:36"),
            ("DateUpdated", "2022-04-27 16:35:28"), ("StartTime", "2022-04-27 16:34:36"), ("EndTime", "2022-04-27 16:35:28"), ("PhoneNumber", "2008"),
            ("Status", "completed"), ("OnCallDuration", "52"), ("Origin", "monitor"), ("LastAction", "whisper"), ("CustomField", ""), ("EventType", "terminal"),
        ];

        Fields content = CallbackTexts.LegEnded(ExotelWorld.Small, leg, bill);
        Assert.Equal(
            string.Concat(parts.Select(part => $"--{boundary}\r\nContent-Disposition: form-data; name=\"{part.Name}\"\r\n\r\n{part.Value}\r\n")) + $"--{boundary}--\r\n",
            Encoding.UTF8.GetString(ExotelBody.Write(content, isJson: false)));
        Assert.Equal(
            "{" + string.Join(',', parts.Select(part => $"\"{part.Name}\":\"{part.Value}\"")) + "}",
            Encoding.UTF8.GetString(ExotelBody.Write(content, isJson: true)));
    }

    [Fact]
    public void The_end_of_a_call_that_nobody_answered_has_an_empty_second_leg()
    {
        CallSnapshot snapshot = ExotelSamples.Answered();
        var call = new AccountCall
        {
            Account = "small",
            Id = snapshot.Id,
            From = "2000",
            To = "09052161119",
            Number = "08030752400",
            Direction = "outbound-api",
            Status = "busy",
            CustomField = "order \"1\"",
            StartedAt = Samples.Start,
            EndedAt = Samples.Start.AddSeconds(9),
            DurationSeconds = 0,
        };
        LegRecord leg = ExotelMonitors.Ended(snapshot.Id, 1, Samples.Start, Samples.Start.AddSeconds(9), failure: CallFailureReason.Busy);
        var first = new BilledLeg(leg, new LegBill { Account = "small", CallId = leg.CallId, LegId = leg.Id, Status = "busy", BillableSeconds = 0, Pulses = 0 });

        Assert.Equal(
            $$"""
            {"CallSid":"{{CallSid}}","EventType":"terminal","DateCreated":"2022-04-27 16:34:36","DateUpdated":"2022-04-27 16:34:45","Status":"busy",
            "To":"09052161119","From":"2000","PhoneNumberSid":"08030752400","StartTime":"2022-04-27 16:34:36","EndTime":"2022-04-27 16:34:45",
            "ConversationDuration":0,"RecordingUrl":null,"Direction":"outbound-api","CustomField":"order \"1\"",
            "Legs":[{"OnCallDuration":0,"Status":"busy","AnsweredBy":"NA"},{"OnCallDuration":0,"Status":null,"AnsweredBy":"NotSure"}]}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(ExotelBody.Write(CallbackTexts.Ended(ExotelWorld.Small, call, first, second: null), isJson: true)));
    }
}
