using System.Globalization;
using System.Text.RegularExpressions;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>The whole sequence of events of each kind of call in each layout: every key in its place, as the text that was sent.</summary>
[Collection(EventStage.Name)]
public sealed partial class LayoutTests(LayoutCalls calls) : IClassFixture<LayoutCalls>
{
    public static TheoryData<Layout, ToldCall> All
    {
        get
        {
            var all = new TheoryData<Layout, ToldCall>();
            foreach (Layout layout in Enum.GetValues<Layout>())
            {
                foreach (ToldCall call in Enum.GetValues<ToldCall>())
                {
                    all.Add(layout, call);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_call_is_told_from_the_ringing_to_the_record(Layout layout, ToldCall call)
        => Assert.Equal(
            string.Join('\n', layout is Layout.Second ? SecondLayoutStories.Of(call) : LayoutStories.Of(layout, call)),
            string.Join('\n', calls.Of(layout, call)));

    [Theory]
    [MemberData(nameof(All))]
    public void What_the_extensions_do_is_told_from_registration_to_registration(Layout layout, ToldCall call)
    {
        string[] rings = ["Registered", "Ringing", "Busy", "Registered", "Unregistered"];
        string[] dials = ["Registered", "Busy", "Registered", "Unregistered"];
        AssertTold("2000", call is ToldCall.Outbound ? dials : rings);
        AssertTold("2001", call is ToldCall.Internal ? rings : []);

        void AssertTold(string number, string[] statuses)
            => Assert.Equal(statuses.Select(status => Status(layout, number, status)), calls.Statuses(layout, call, number).Select(WithoutAddress));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_else_is_told(Layout layout, ToldCall call)
        => Assert.Equal(
            calls.All(layout, call).Count,
            calls.Of(layout, call).Count + calls.Statuses(layout, call, "2000").Count + calls.Statuses(layout, call, "2001").Count);

    [Theory]
    [MemberData(nameof(All))]
    public void No_body_has_a_value_that_is_no_text_and_no_list(Layout layout, ToldCall call)
        => Assert.All(calls.All(layout, call), body => Assert.DoesNotMatch("[:\\[,](null|true|false|[0-9])", Text().Replace(body, "\"\"")));

    [Fact]
    public void The_second_layout_tells_where_an_extension_registered_from()
        => Assert.Contains("\"registeredIP\":\"127.0.0.1\"", calls.Statuses(Layout.Second, ToldCall.Internal, "2001")[0], StringComparison.Ordinal);

    [Fact]
    public void A_record_tells_the_time_of_the_server_and_seconds_that_fit_each_other()
    {
        string record = calls.All(Layout.CallList, ToldCall.Internal).Single(body => body.Contains("NewCdr", StringComparison.Ordinal));
        DateTime start = DateTime.ParseExact(Value("timestart"), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Assert.InRange(start, DateTime.Now.AddMinutes(-5), DateTime.Now);
        Assert.InRange(int.Parse(Value("talkduraction"), CultureInfo.InvariantCulture), 0, int.Parse(Value("callduraction"), CultureInfo.InvariantCulture));

        string Value(string key) => Regex.Match(record, $"\"{key}\":\"([^\"]*)\"").Groups[1].Value;
    }

    // Whether the address is told again while the extension stays registered is left open.
    private static string WithoutAddress(string body)
        => body.Replace("\"registeredIP\":\"127.0.0.1\"", "\"registeredIP\":\"\"", StringComparison.Ordinal);

    private static string Status(Layout layout, string number, string status) => layout switch
    {
        Layout.Old => $$"""{"action":"ExtensionStatus","extension":"{{number}}","status":"{{status}}"}""",
        Layout.Second => $$"""{"event":"ExtensionStatus","extension":"{{number}}","status":"{{status}}","registeredIP":"","sn":"UNDERTONE"}""",
        _ => $$"""{"action":"ExtensionStatus","extension":"{{number}}","status":"{{status}}","sn":"UNDERTONE"}""",
    };

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();
}
