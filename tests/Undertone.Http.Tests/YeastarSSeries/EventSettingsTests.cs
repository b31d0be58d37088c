using System.Net;
using System.Text;
using Undertone.Http.YeastarSSeries;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Http.YeastarSSeries.Parameters;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>Where events go and how they look, from what a login and a heartbeat say.</summary>
public sealed class EventSettingsTests
{
    private static readonly IPAddress Client = IPAddress.Parse("192.0.2.5");
    private static readonly RequestDialect V11 = new("v1.1.0", "");

    [Theory]
    [InlineData("{}", "192.0.2.5", 8260, "/")]
    [InlineData("""{"port":"9000"}""", "192.0.2.5", 9000, "/")]
    [InlineData("""{"port":8260,"url":"report"}""", "192.0.2.5", 8260, "/report")]
    [InlineData("""{"port":8260,"url":"/report/x?y=1","urltag":"0"}""", "192.0.2.5", 8260, "/report/x?y=1")]
    [InlineData("""{"port":"8260","url":"110.22.2.3:8261/report","urltag":"1"}""", "110.22.2.3", 8261, "/report")]
    [InlineData("""{"url":"110.22.2.3:80/report","urltag":1}""", "110.22.2.3", 80, "/report")]
    [InlineData("""{"url":"http://crm.example.com/a/b","urltag":1}""", "crm.example.com", 8260, "/a/b")]
    [InlineData("""{"port":"9000","url":"crm.example.com","urltag":1}""", "crm.example.com", 9000, "/")]
    [InlineData("""{"url":"[2001:db8::1]:8000/x","urltag":1}""", "2001:db8::1", 8000, "/x")]
    [InlineData("""{"port":"0"}""", "192.0.2.5", 0, "/")]
    [InlineData("""{"port":"9000","urltag":"1"}""", "192.0.2.5", 9000, "/")]
    public void A_login_says_where_events_go(string body, string host, int port, string path)
    {
        var settings = EventSettings.OfLogin(Body(body), Client, V11, out SSeriesCode? problem);
        Assert.Null(problem);
        Assert.Equal((host, port, path), (settings.Server.Host, settings.Server.Port, settings.Path));
    }

    [Theory]
    [InlineData("""{"port":"65536"}""", "20008")]
    [InlineData("""{"port":"-1"}""", "20008")]
    [InlineData("""{"port":"http"}""", "20008")]
    [InlineData("""{"url":"a\r\nX: y"}""", "10004")]
    [InlineData("""{"url":"a b"}""", "10004")]
    [InlineData("""{"url":"ü"}""", "10004")]
    [InlineData("""{"url":"u:p@host:1/x","urltag":"1"}""", "10004")]
    [InlineData("""{"url":":1/x","urltag":"1"}""", "10004")]
    public void What_cannot_be_an_address_is_refused(string body, string errno)
    {
        EventSettings.OfLogin(Body(body), Client, V11, out SSeriesCode? problem);
        Assert.Equal(errno, problem?.Number);
    }

    [Theory]
    [InlineData("{}", "192.0.2.5", 8260, "/report", PartyLayout.CallList)]
    [InlineData("", "192.0.2.5", 8260, "/report", PartyLayout.CallList)]
    [InlineData("""{"ipaddr":"192.0.2.9"}""", "192.0.2.9", 8260, "/report", PartyLayout.CallList)]
    [InlineData("""{"ipaddr":"192.0.2.9","port":8300,"version":"2.0.0"}""", "192.0.2.9", 8300, "/report", PartyLayout.Members)]
    [InlineData("""{"url":"10.0.0.1:1/x","urlflag":"1"}""", "10.0.0.1", 1, "/x", PartyLayout.CallList)]
    [InlineData("""{"url":"other"}""", "192.0.2.5", 8260, "/other", PartyLayout.CallList)]
    public void A_heartbeat_changes_only_what_it_gives(string body, string host, int port, string path, object layout)
    {
        var login = EventSettings.OfLogin(Body("""{"port":"8260","url":"report","version":"1.0.2"}"""), Client, V11, out _);
        EventSettings settings = login.AfterHeartbeat(Body(body), V11, out SSeriesCode? problem);
        Assert.Null(problem);
        Assert.Equal((host, port, path, layout), (settings.Server.Host, settings.Server.Port, settings.Path, (object)settings.Layout.Parties));
    }

    [Theory]
    [InlineData("v1.0.0", "", "", PartyLayout.RepeatedKeys, false)]
    [InlineData("v1.1.0", "", "", PartyLayout.RepeatedKeys, true)]
    [InlineData("v1.10", "", "1.0.0", PartyLayout.RepeatedKeys, true)]
    [InlineData("v2.0.0", "", "", PartyLayout.RepeatedKeys, true)]
    [InlineData("v1.1.0", "", "1.0.2", PartyLayout.CallList, true)]
    [InlineData("v1.0.0", "", "1.0.2", PartyLayout.CallList, true)]
    [InlineData("v2.0.0", "", "1.1.0", PartyLayout.CallList, true)]
    [InlineData("v1.1.0", "", "1.10", PartyLayout.CallList, true)]
    [InlineData("v2.0.0", "", "2.0.0", PartyLayout.Members, true)]
    [InlineData("v1.1.0", "", "2.0.0", PartyLayout.Members, true)]
    [InlineData("v0.0.1", "json", "", PartyLayout.ExtensionList, true)]
    [InlineData("v0.0.1", "", "0.0.1", PartyLayout.ExtensionList, true)]
    [InlineData("v1.1.0", "xml", "", PartyLayout.ExtensionList, true)]
    [InlineData("v1.1.0", "", "0.0.1", PartyLayout.ExtensionList, true)]
    [InlineData("v1.1.0", "json", "1.0.2", PartyLayout.CallList, true)]
    [InlineData("v1.1.0", "", "nonsense", PartyLayout.RepeatedKeys, true)]
    public void The_version_of_the_login_chooses_the_layout(string path, string type, string version, object layout, bool hasSerial)
        => Assert.Equal(new EventLayout((PartyLayout)layout, hasSerial), EventLayout.Of(version, new RequestDialect(path, type)));

    private static RequestFields Body(string json) => RequestFields.Parse(Encoding.UTF8.GetBytes(json), isXml: false);
}
