using System.Collections.Immutable;
using Undertone.Sip;

namespace Undertone.Switch.Trunks;

/// <summary>Tells from which trunk a request comes: a trunk is trusted by its address.</summary>
internal static class TrunkSource
{
    private const int SameAddressOnly = 1;
    private const int SameEndPoint = 2;

    /// <summary>The trunk of a request; null if it comes from none.</summary>
    /// <param name="trunks">All trunks.</param>
    /// <param name="flow">The way it came.</param>
    /// <param name="user">The user part of its Request-URI: our contact's, by which two accounts at one address are told apart.</param>
    public static Trunk? Find(ImmutableArray<Trunk> trunks, SipFlow flow, string? user)
    {
        Trunk? found = null;
        int best = 0;
        foreach (Trunk trunk in trunks)
        {
            int likeness = Likeness(trunk, flow);
            bool isAccount = trunk.Options.Username.Length > 0 && trunk.Options.Username == user;
            int rank = likeness == 0 ? 0 : (likeness * 2) + (isAccount ? 1 : 0);
            (found, best) = rank > best ? (trunk, rank) : (found, best);
        }

        return found;
    }

    private static int Likeness(Trunk trunk, SipFlow flow)
    {
        int best = 0;
        foreach (SipFlow way in trunk.Ways)
        {
            if (way.Remote.Address.Equals(flow.Remote.Address))
            {
                best = Math.Max(best, Likeness(trunk.Options.Address.Port is not null, way, flow));
            }
        }

        return best;
    }

    private static int Likeness(bool portIsGiven, SipFlow way, SipFlow flow)
    {
        if (way.Transport == flow.Transport && way.Remote.Port == flow.Remote.Port)
        {
            return SameEndPoint;
        }

        // A port that is given counts, but a connection that the trunk makes comes from any port.
        bool fromAnyPort = !portIsGiven || (way.Transport == SipTransportKind.Tcp && flow.Transport == SipTransportKind.Tcp);
        return fromAnyPort ? SameAddressOnly : 0;
    }
}
