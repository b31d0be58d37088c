namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>What is told of each call in the layouts of the first version, line by line.</summary>
internal static class LayoutStories
{
    private const string In = """
        "inbound":{"from":"5503301","to":"2000","trunk":"carrier","inboundid":"CALL"}
        """;

    private const string Out = """
        "outbound":{"from":"2000","to":"0112345","trunk":"carrier","outboundid":"CALL"}
        """;

    private const string Serial = """
        ,"sn":"UNDERTONE"
        """;

    /// <summary>The story of a call in a layout.</summary>
    public static string[] Of(Layout layout, ToldCall call)
    {
        string sn = layout is Layout.Old ? "" : Serial;
        return [.. Story(call).Select(e => $$"""{"action":"{{e.Action}}","callid":"CALL",{{Parties(layout, e.Parties)}}{{sn}}}"""), $"{Record(layout, call)}{sn}}}"];
    }

    /// <summary>Parties, extensions by their numbers, as a layout has them.</summary>
    public static string Parties(Layout layout, params string[] parties)
    {
        if (layout is Layout.OpenVox && parties.All(IsExtension) && parties.Length > 1)
        {
            return $$"""
                "ext":{"extid":[{{string.Join(',', parties.Select(number => $"\"{number}\""))}}]}
                """;
        }

        IEnumerable<string> each = parties.Select(party => IsExtension(party)
            ? $$"""
              "ext":{"extid":"{{party}}"}
              """
            : party);
        return layout is Layout.CallList
            ? $"\"call\":[{string.Join(',', each.Select(party => $"{{{party}}}"))}]"
            : string.Join(',', each);
    }

    // Ringing is not told of what is dialled on an extension's phone. Whom the event is about comes first.
    private static (string Action, string[] Parties)[] Story(ToldCall call) => call switch
    {
        ToldCall.Internal =>
        [
            ("ALERT", ["2000"]), ("RING", ["2001", "2000"]), ("ANSWER", ["2001", "2000"]), ("ANSWERED", ["2000", "2001"]), ("BYE", ["2001", "2000"]),
        ],
        ToldCall.Inbound => [("ALERT", [In]), ("RING", ["2000", In]), ("ANSWER", ["2000", In]), ("ANSWERED", [In, "2000"]), ("BYE", [In, "2000"])],
        _ => [("ANSWER", [Out, "2000"]), ("ANSWERED", ["2000", Out]), ("BYE", ["2000", Out])],
    };

    private static bool IsExtension(string party) => !party.StartsWith('"');

    // The brace at the end is missing: the serial number may follow.
    private static string Record(Layout layout, ToldCall call)
    {
        (string from, string to, string source, string destination, string did) = call switch
        {
            ToldCall.Internal => ("2000", "2001", "", "", ""),
            ToldCall.Inbound => ("5503301", "2000", "carrier", "", "5550001"),
            _ => ("2000", "0112345", "", "carrier", ""),
        };
        string record = $$"""
            {"action":"NewCdr","callid":"CALL","timestart":"TIME","callfrom":"{{from}}","callto":"{{to}}","callduraction":"N","talkduraction":"N"
            """;
        return layout switch
        {
            Layout.OpenVox => record + Trunk("srctrunkname", source) + Trunk("desttrunkname", destination) + Ending(call),
            _ => $$"""
                {{record}},"srctrunkname":"{{source}}","desttrunkname":"{{destination}}","pincode":""{{Ending(call)}},"recording":""
                """ + (layout is Layout.Old ? "" : $$"""
                ,"didnumber":"{{did}}","agentringtime":"N"
                """),
        };
    }

    // OpenVox shows no empty keys.
    private static string Trunk(string key, string name) => name.Length > 0 ? $",\"{key}\":\"{name}\"" : "";

    private static string Ending(ToldCall call) => $$"""
        ,"status":"ANSWERED","type":"{{call}}"
        """;
}
