using System.Collections.Immutable;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Supervision.Calls;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>Something that happened to a call, in the first version and OpenVox.</summary>
/// <param name="Action">Such as <c>RING</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="Parties">The party that it is about comes first.</param>
/// <param name="Serial">Our serial number.</param>
/// <param name="Reason">Why the call failed, if it did.</param>
internal sealed record ActionReport(
    string Action, string CallId, ImmutableArray<CallParty> Parties, string Serial, CallFailureReason Reason = CallFailureReason.None) : IReport
{
    /// <inheritdoc />
    public Fields? In(EventLayout layout, int longestNumber)
    {
        if (layout.IsV2)
        {
            return null;
        }

        var fields = new Fields { { "action", Action } };
        bool failed = Reason is not CallFailureReason.None;
        if (failed && layout.Parties is PartyLayout.ExtensionList)
        {
            fields.Add("reason", FailureText.OfOpenVox(Reason));
        }
        else if (failed)
        {
            fields.Add("reason", FailureText.OfV1(Reason) ?? "");
        }

        fields.Add("callid", CallId);
        fields.Append(PartyFields.OfV1(Parties, CallId, layout.Parties, longestNumber, splitsKinds: failed));
        return layout.HasSerial ? fields.Append(new Fields { { "sn", Serial } }) : fields;
    }
}

/// <summary>Something that happened to a call, in the second version.</summary>
/// <param name="Event">Such as <c>CallStatus</c>.</param>
/// <param name="CallId">The call.</param>
/// <param name="Members">The parties, the calling one first, with what they do, or null where the event does not say.</param>
/// <param name="Serial">Our serial number.</param>
/// <param name="Reason">Why the call failed, if it did.</param>
internal sealed record MembersReport(
    string Event, string CallId, ImmutableArray<(CallParty Party, string? Status)> Members, string Serial, CallFailureReason Reason = CallFailureReason.None)
    : IReport
{
    /// <inheritdoc />
    public Fields? In(EventLayout layout, int longestNumber)
    {
        if (!layout.IsV2)
        {
            return null;
        }

        var fields = new Fields { { "event", Event }, { "callid", CallId } };
        if (FailureText.OfV2(Reason) is { } text)
        {
            fields.Add("reason", text);
        }

        fields.Add("members", Members.Select(m => PartyFields.OfV2(m.Party, m.Status, longestNumber)).ToList());
        fields.Add("sn", Serial);
        return fields;
    }

    /// <summary>True if both say the same.</summary>
    public bool Equals(MembersReport? other)
        => other is not null && Event == other.Event && CallId == other.CallId && Reason == other.Reason && Members.SequenceEqual(other.Members);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Event, CallId, Members.Length);
}

/// <summary>A fact that both versions tell in the same words, but for the key of its name.</summary>
/// <param name="Name">Such as <c>NewCdr</c>.</param>
/// <param name="Serial">Our serial number.</param>
/// <param name="Content">What follows the name, in a layout, with numbers cut after so many characters.</param>
internal sealed record FactReport(string Name, string Serial, Func<EventLayout, int, Fields> Content) : IReport
{
    /// <inheritdoc />
    public Fields? In(EventLayout layout, int longestNumber)
    {
        Fields fields = new Fields { { layout.IsV2 ? "event" : "action", Name } }.Append(Content(layout, longestNumber));
        return layout.HasSerial ? fields.Append(new Fields { { "sn", Serial } }) : fields;
    }
}
