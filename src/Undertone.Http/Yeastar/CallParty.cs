using Undertone.Supervision.Calls;

namespace Undertone.Http.Yeastar;

/// <summary>How a party is shown.</summary>
internal enum CallPartyKind
{
    /// <summary>An extension.</summary>
    Extension,

    /// <summary>Somebody who called from outside.</summary>
    Inbound,

    /// <summary>Somebody outside who was called.</summary>
    Outbound,
}

/// <summary>A party of a call, or a supervisor, as both series show it.</summary>
/// <param name="Kind">How it is shown.</param>
/// <param name="Number">Its number.</param>
/// <param name="From">For somebody outside: the number that called.</param>
/// <param name="To">For somebody outside: the number that was called.</param>
/// <param name="Trunk">For somebody outside: the trunk.</param>
/// <param name="ChannelId">The name of its leg.</param>
internal sealed record CallParty(CallPartyKind Kind, string Number, string From, string To, string Trunk, string ChannelId)
{
    /// <summary>Shows a party.</summary>
    public static CallParty Of(CallSnapshot call, LegSnapshot leg)
    {
        string channel = Yeastar.ChannelId.Of(leg);
        if (leg.Trunk is not { } trunk)
        {
            return new CallParty(CallPartyKind.Extension, leg.Number, "", "", "", channel);
        }

        // By who called whom at first: a transfer may make a called party the calling one, but never brings it in from outside.
        return leg.Origin is LegOrigin.Inbound
            ? new CallParty(CallPartyKind.Inbound, leg.Number, leg.Number, call.To, trunk, channel)
            : new CallParty(CallPartyKind.Outbound, leg.Number, call.From, leg.Number, trunk, channel);
    }

    /// <summary>Shows a supervisor.</summary>
    public static CallParty Of(Supervision.Monitoring.MonitorSnapshot monitor)
        => new(CallPartyKind.Extension, monitor.Supervisor, "", "", "", Yeastar.ChannelId.Of(monitor));
}
