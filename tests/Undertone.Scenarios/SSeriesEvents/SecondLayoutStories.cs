namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>What is told of each call in the layout of version 2.0.0, line by line. The caller comes first, also when it is outside;
/// <c>callpath</c> is only there for calls through menus, queues and the like.</summary>
internal static class SecondLayoutStories
{
    /// <summary>The story of a call.</summary>
    public static string[] Of(ToldCall call) => call switch
    {
        ToldCall.Internal =>
        [
            Status(Extension("2000", 1, "RING")),
            Status(Extension("2000", 1, "ALERT"), Extension("2001", 2, "RING")),
            Status(Extension("2000", 1, "ANSWERED"), Extension("2001", 2, "ANSWER")),
            Status(Extension("2000", 1, "ANSWERED"), Extension("2001", 2, "BYE")),
            Record("2000", "2001", "", "", call, ""),
        ],
        ToldCall.Inbound =>
        [
            Status(Outside("inbound", "5503301", "2000", 1, "ALERT"), Extension("2000", 2, "RING")),
            Status(Outside("inbound", "5503301", "2000", 1, "ANSWERED"), Extension("2000", 2, "ANSWER")),
            Status(Outside("inbound", "5503301", "2000", 1, "BYE"), Extension("2000", 2, "ANSWER")),
            Record("5503301", "2000", "carrier", "", call, "5550001"),
        ],
        _ =>
        [
            Status(Extension("2000", 1, "ALERT"), Outside("outbound", "2000", "0112345", 2, "RING")),
            Status(Extension("2000", 1, "ANSWERED"), Outside("outbound", "2000", "0112345", 2, "ANSWER")),
            Status(Extension("2000", 1, "BYE"), Outside("outbound", "2000", "0112345", 2, "ANSWER")),
            Record("2000", "0112345", "", "carrier", call, ""),
        ],
    };

    /// <summary>A change of a call's members.</summary>
    public static string Status(params string[] members)
        => $$"""{"event":"CallStatus","callid":"CALL","members":[{{string.Join(',', members)}}],"sn":"UNDERTONE"}""";

    /// <summary>A member that is an extension.</summary>
    public static string Extension(string number, int leg, string status)
        => $$$"""{"ext":{"number":"{{{number}}}","channelid":"PJSIP/{{{number}}}-LEG{{{leg}}}","memberstatus":"{{{status}}}"}}""";

    private static string Outside(string kind, string from, string to, int leg, string status)
        => $$$"""
            {"{{{kind}}}":{"from":"{{{from}}}","to":"{{{to}}}","trunkname":"carrier",
            "channelid":"PJSIP/trunk-carrier-endpoint-LEG{{{leg}}}","memberstatus":"{{{status}}}"}}
            """.ReplaceLineEndings("");

    // Sic: "callduraction", "talkduraction" and "dsttrcunkname" are the vendor's spelling.
    private static string Record(string from, string to, string source, string destination, ToldCall call, string did)
        => $$"""
            {"event":"NewCdr","callid":"CALL","timestart":"TIME","callfrom":"{{from}}","callto":"{{to}}","callduraction":"N","talkduraction":"N",
            "srctrunkname":"{{source}}","dsttrcunkname":"{{destination}}","pincode":"","status":"ANSWERED","type":"{{call}}","recording":"",
            "didnumber":"{{did}}","agentringtime":"N","sn":"UNDERTONE"}
            """.ReplaceLineEndings("");
}
