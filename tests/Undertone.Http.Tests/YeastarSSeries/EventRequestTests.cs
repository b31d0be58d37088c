using System.Net;
using System.Text;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Events;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>The request that carries an event.</summary>
public sealed class EventRequestTests
{
    private static readonly EventLayout V2 = new(PartyLayout.Members, HasSerial: true);

    [Fact]
    public void Head_and_body_are_those_of_the_samples()
    {
        var settings = new EventSettings("192.168.5.150", 8260, "report?x=1", IsAbsolute: false, V2);
        Callback callback = EventRequest.Write(new FactReport("BootUp", "369351034049", (_, _) => []), settings)!;
        Assert.Equal(
            "POST /report?x=1 HTTP/1.1\r\nHost: 192.168.5.150:8260\r\nUser-Agent: WebAPI\r\nAccept: application/json\r\nContent-Type: application/json\r\n"
            + "Content-Length: 38\r\nConnection: close\r\n\r\n{\"event\":\"BootUp\",\"sn\":\"369351034049\"}",
            Encoding.ASCII.GetString(EventRequest.Bytes(callback)));
    }

    [Theory]
    [InlineData(63, "1")]
    [InlineData(400, "1")]
    [InlineData(4000, "\"")]
    [InlineData(4000, "Ж")]
    public void However_long_numbers_are_it_fits_into_1024_bytes(int length, string character)
    {
        string number = string.Concat(Enumerable.Repeat(character, length));
        string trunk = new('t', 80);
        CallParty[] parties =
        [
            new(CallPartyKind.Inbound, number, number, number, trunk, $"PJSIP/trunk-{trunk}-endpoint-0000001f"),
            new(CallPartyKind.Outbound, number, number, number, trunk, $"PJSIP/trunk-{trunk}-endpoint-00000020"),
        ];
        foreach (PartyLayout layout in Enum.GetValues<PartyLayout>())
        {
            var settings = new EventSettings(IPAddress.Loopback.ToString(), 8260, new string('p', 150), IsAbsolute: false, new EventLayout(layout, true));
            IReport report = layout is PartyLayout.Members
                ? new MembersReport("CallStatus", "1571620483.18", [.. parties.Select(p => (p, (string?)"ANSWERED"))], "UNDERTONE")
                : new ActionReport("ANSWERED", "1571620483.18", [.. parties], "UNDERTONE");
            byte[] request = EventRequest.Bytes(EventRequest.Write(report, settings)!);
            Assert.InRange(request.Length, 1, EventRequest.MaxBytes);
        }
    }
}
