using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.PSeries;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.SSeries;

/// <summary>XML in both directions, and XML that nobody should read: refused, while the server lives on and the call goes on.</summary>
[Collection(SSeriesStage.Name)]
public sealed class SSeriesXmlTests(SSeriesStage stage)
{
    private const string Done = SSeriesClient.XmlProlog + "<xml><status>Success</status></xml>";
    private const string Refused = SSeriesClient.XmlProlog + "<xml><status>Failed</status><errno>10002</errno></xml>";

    private static readonly string[] Bodies =
    [
        """<!DOCTYPE xml><xml><extid>2001</extid></xml>""",
        """<!DOCTYPE xml SYSTEM "http://127.0.0.1:{port}/x.dtd"><xml><extid>2001</extid></xml>""",
        """<!DOCTYPE xml [<!ENTITY n "2001">]><xml><extid>&n;</extid></xml>""",
        """<!DOCTYPE xml [<!ENTITY n SYSTEM "file:///etc/passwd">]><xml><extid>&n;</extid></xml>""",
        """<!DOCTYPE xml [<!ENTITY n SYSTEM "http://127.0.0.1:{port}/n">]><xml><extid>&n;</extid></xml>""",
        """<!DOCTYPE xml [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/p"> %p;]><xml><extid>2001</extid></xml>""",
        SSeriesClient.XmlProlog + "<!DOCTYPE xml [" + Laughs() + "]><xml><extid>&l9;</extid></xml>",
        "<xml><extid>&n;</extid></xml>",
        "<xml>" + Repeated("<a>", 17) + Repeated("</a>", 17) + "</xml>",
        "<xml>" + Repeated("<a>", 20_000),
        """<?xml version="1.0" encoding="ISO-8859-1"?><xml><extid>2001</extid></xml>""",
        """<?xml version="1.0" encoding="UTF-16"?><xml><extid>2001</extid></xml>""",
        """<?xml version="1.0" encoding="UTF-7"?><xml><extid>2001</extid></xml>""",
        "<xml><extid>2001</extid>",
        "<xml><extid>2001</xml></extid>",
        "<xml><extid>2001</extid></xml><xml/>",
        "<xml><extid>2001</extid></xml> and more",
        "<xml><extid extid=2001/></xml>",
        "<xml><extid>\u0001</extid></xml>",
        "<xml><x:extid>2001</x:extid></xml>",
        "<request><extid>2001</extid></request>",
        """{"extid":"2001"}""",
        "extid=2001",
        "<",
    ];

    public static TheoryData<string> Attacks => [.. Bodies];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task What_Is_No_Plain_Xml_Is_Refused_And_Fetches_Nothing(string body)
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.Xml);
        string port = $"{((IPEndPoint)trap.LocalEndpoint).Port}";
        Assert.Equal(Refused, await client.PostAsync("extension/mute", body.Replace("{port}", port, StringComparison.Ordinal)));
        Assert.False(trap.Pending());
    }

    [Fact]
    public async Task Bytes_That_Are_Not_Utf8_Are_Refused()
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.Xml);
        const string text = "<xml><extid>200é</extid></xml>";
        foreach (Encoding encoding in (Encoding[])[Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            byte[] body = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
            byte[] head = Encoding.ASCII.GetBytes(
                $"POST {client.PathOf("extension/mute")} HTTP/1.1\r\n{SSeriesClient.XmlHeaders}Content-Length: {body.Length}\r\n\r\n");
            Assert.Equal((encoding.WebName, Refused), (encoding.WebName, (await RawHttp.SendAsync(stage.Process, [.. head, .. body])).Body));
        }
    }

    [Fact]
    public async Task Nothing_Of_This_Disturbs_A_Call()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.Xml);
        foreach (string body in Bodies)
        {
            Assert.Equal(Refused, await client.PostAsync("extension/hangup", body));
        }

        await call.AssertHearingAsync("After all of it");
        call.AssertContinuousStreams();
        Assert.Equal(Done, await client.PostAsync("heartbeat"));
        ServerLog.AssertClean(stage.Process, client.Token, SSeriesClient.PasswordDigest, SSeriesClient.Password);
    }

    [Theory]
    [InlineData("<xml><extid>2001</extid></xml>")]
    [InlineData("\uFEFF" + SSeriesClient.XmlProlog + "\r\n<xml>\r\n  <extid> 2001 </extid>\r\n</xml>\r\n")]
    [InlineData("""<?xml version='1.0' encoding='utf-8' standalone="yes"?><xml><!-- who --><extid>20<![CDATA[01]]></extid><other><deep>1</deep></other></xml>""")]
    [InlineData("<xml><EXTID>&#50;001</EXTID><empty/></xml>")]
    public async Task Every_Way_To_Write_The_Same_Is_Read(string body)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.Xml);
        Assert.Equal(Done, await client.PostAsync("extension/mute", body));
    }

    [Fact]
    public async Task Lists_Are_Repeated_Elements_And_Errors_Have_A_Number()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.Xml);
        XElement list = XDocument.Parse(await client.PostAsync("extensionlist/query")).Root!;
        Assert.Equal(15, list.Elements("extlist").Count());
        Assert.Equal(16, list.Elements().Count());
        Assert.Equal(
            "<extlist><extnumber>2000</extnumber><status>Busy</status><type>SIP</type><username>Agent 2000</username><agentid></agentid></extlist>",
            list.Element("extlist")!.ToString(SaveOptions.DisableFormatting));
        XElement shown = XDocument.Parse(await client.PostAsync("extension/query", "<xml><extid>2000</extid></xml>")).Root!;
        Assert.Equal("2001", Assert.Single(shown.Elements("extinfos")).Element("ext")!.Element("extid")!.Value);
        Assert.Equal(2, (await client.DoAsync("extension/query", ("extid", "2000,2003"))).Elements("extinfos").Count());
        Assert.Equal(
            SSeriesClient.XmlProlog + "<xml><status>Success</status><trunklist><trunkname>carrier</trunkname><status>Unmonitored</status><type>SIP</type></trunklist></xml>",
            await client.PostAsync("trunklist/query"));
        Assert.Equal(Done, await client.PostAsync("inbound/query"));
        Assert.Equal(Done, await client.PostAsync("outbound/query", SSeriesClient.XmlProlog + "<xml><outboundid></outboundid></xml>"));
        Assert.Equal(Done, await client.PostAsync("apply", SSeriesClient.XmlProlog + "<xml></xml>"));
        Assert.Equal(
            SSeriesClient.XmlProlog + "<xml><status>Failed</status><errno>10006</errno></xml>",
            await client.PostAsync("extension/query", "<xml><extid>9999</extid></xml>"));
        Assert.Equal("10003", await client.FailAsync("no/such/request"));
        Assert.Equal("20007", await client.FailAsync("extension/hold"));
    }

    [Theory]
    [InlineData("Leo & <Ball>")]
    [InlineData("\"]]> 'é 電話 😀")]
    public async Task A_Name_With_Signs_Of_Xml_Comes_Back_As_It_Was(string name)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.Xml);
        await client.DoAsync("extension/update", ("extid", "2006"), ("username", name));
        XElement shown = (await client.DoAsync("extension/query", ("extid", "2006"))).Element("extinfos")!;
        Assert.Equal(name, shown.Element("username")!.Value);
        await client.DoAsync("extension/update", ("extid", "2006"), ("username", "Agent 2006"));
    }

    private static string Laughs() => "<!ENTITY l0 \"ha\">" + string.Concat(
        Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{Repeated($"&l{i - 1};", 10)}\">"));

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
