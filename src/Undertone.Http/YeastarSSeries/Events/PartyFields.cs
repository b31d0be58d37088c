using System.Collections.Immutable;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>Writes the parties of a call as each layout has them.</summary>
internal static class PartyFields
{
    private const string Extension = "ext";
    private const string ExtensionId = "extid";
    private const string Calls = "call";

    /// <summary>The parties of an event of the first version or of OpenVox.</summary>
    /// <param name="parties">The party that the event is about comes first.</param>
    /// <param name="callId">The call, by which parties outside are known.</param>
    /// <param name="layout">Any but that of the second version.</param>
    /// <param name="longestNumber">Numbers and trunk names are cut after so many characters.</param>
    /// <param name="splitsKinds">True if parties of different kinds are keys of the event even where there is a list, as in failures.</param>
    public static Fields OfV1(ImmutableArray<CallParty> parties, string callId, PartyLayout layout, int longestNumber, bool splitsKinds = false)
    {
        bool inList = layout is PartyLayout.CallList && !(splitsKinds && parties.Select(p => p.Kind).Distinct().Count() > 1);
        if (inList)
        {
            return parties.IsEmpty ? [] : new Fields { { Calls, parties.Select(p => One(p, callId, longestNumber)).ToList() } };
        }

        var fields = new Fields();
        string[] extensions = [.. parties.Where(p => p.Kind is CallPartyKind.Extension).Select(p => Cut(p.Number, longestNumber))];
        bool merges = layout is PartyLayout.ExtensionList && extensions.Length > 1;
        foreach (CallParty party in parties)
        {
            if (party.Kind is not CallPartyKind.Extension || !merges)
            {
                fields.Append(One(party, callId, longestNumber));
            }
            else if (fields.All(field => field.Key != Extension))
            {
                fields.Add(Extension, new Fields { { ExtensionId, extensions } });
            }
        }

        return fields;
    }

    /// <summary>A party outside as the first version shows it, without the name of its kind.</summary>
    public static Fields TrunkOfV1(CallParty party, string callId, int longestNumber = int.MaxValue) => new()
    {
        { "from", Cut(party.From, longestNumber) },
        { "to", Cut(party.To, longestNumber) },
        { "trunk", party.Trunk },
        { party.Kind is CallPartyKind.Inbound ? "inboundid" : "outboundid", callId },
    };

    /// <summary>A member of the second version.</summary>
    /// <param name="party">The party.</param>
    /// <param name="status">What it does; null where the event does not say.</param>
    /// <param name="longestNumber">Numbers are cut after so many characters.</param>
    public static Fields OfV2(CallParty party, string? status, int longestNumber = int.MaxValue)
    {
        Fields member = party.Kind is CallPartyKind.Extension
            ? new Fields { { "number", party.Number } }
            : new Fields { { "from", Cut(party.From, longestNumber) }, { "to", Cut(party.To, longestNumber) }, { "trunkname", party.Trunk } };
        member.Add("channelid", party.ChannelId);
        if (status is not null)
        {
            member.Add("memberstatus", status);
        }

        return new Fields { { NameOf(party.Kind), member } };
    }

    /// <summary>A text with at most so many characters.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];

    private static Fields One(CallParty party, string callId, int longestNumber) => party.Kind is CallPartyKind.Extension
        ? new Fields { { Extension, new Fields { { ExtensionId, Cut(party.Number, longestNumber) } } } }
        : new Fields { { NameOf(party.Kind), TrunkOfV1(party, callId, longestNumber) } };

    private static string NameOf(CallPartyKind kind) => kind switch
    {
        CallPartyKind.Inbound => "inbound",
        CallPartyKind.Outbound => "outbound",
        _ => Extension,
    };
}
