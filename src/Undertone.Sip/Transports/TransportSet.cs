using System.Net;
using Undertone.Sip.Transactions;

namespace Undertone.Sip.Transports;

/// <summary>All listen addresses, and which of them a message leaves from.</summary>
internal sealed class TransportSet(LocalAddresses locals) : ISipSender, IAsyncDisposable
{
    private volatile ISipTransport[] _transports = [];

    /// <summary>The addresses with their real ports.</summary>
    public IReadOnlyList<SipListenAddress> Listening => [.. _transports.Select(transport => transport.Address)];

    /// <summary>Binds all addresses, or none.</summary>
    /// <param name="addresses">The addresses.</param>
    /// <param name="bind">Makes the transport of one.</param>
    /// <exception cref="SipListenException">One cannot be bound.</exception>
    public async Task BindAsync(IEnumerable<SipListenAddress> addresses, Func<SipListenAddress, ISipTransport> bind)
    {
        var bound = new List<ISipTransport>();
        try
        {
            foreach (var address in addresses)
            {
                bound.Add(bind(address));
            }
        }
        catch (SipListenException)
        {
            foreach (var transport in bound)
            {
                await transport.DisposeAsync();
            }

            throw;
        }

        _transports = [.. bound];
    }

    /// <summary>Begins to receive everywhere.</summary>
    public void Start()
    {
        foreach (var transport in _transports)
        {
            transport.Start();
        }
    }

    /// <summary>The way to a remote end, or null when no listener has its transport and address family.</summary>
    /// <param name="kind">The transport.</param>
    /// <param name="remote">The remote end.</param>
    public SipFlow? FlowTo(SipTransportKind kind, IPEndPoint remote)
    {
        ISipTransport? best = null;
        var bestRank = 0;
        foreach (var transport in _transports)
        {
            var bound = transport.Address.EndPoint;
            if (transport.Address.Transport == kind && bound.AddressFamily == remote.AddressFamily)
            {
                // A listener on the very address that the kernel would send from, else one on all addresses, else any.
                var rank = bound.Address.Equals(locals.Towards(remote.Address)) ? 3 : LocalAddresses.IsWildcard(bound.Address) ? 2 : 1;
                (best, bestRank) = rank > bestRank ? (transport, rank) : (best, bestRank);
            }
        }

        return best is null ? null : new SipFlow(kind, locals.EndPointTowards(remote.Address, best.Address.EndPoint), remote);
    }

    /// <inheritdoc/>
    public bool Send(ReadOnlyMemory<byte> message, SipFlow flow, ISendObserver? observer) =>
        Find(flow)?.Send(message, flow.Remote, observer, SendMode.ConnectIfNeeded) ?? false;

    /// <inheritdoc/>
    public bool SendResponse(ReadOnlyMemory<byte> message, SipFlow flow, IPEndPoint viaDestination, ISendObserver? observer)
    {
        if (Find(flow) is not { } transport)
        {
            return false;
        }

        // RFC 3261 18.2.2: a connection that is gone is replaced by one to the port where the client listens.
        return flow.Transport == SipTransportKind.Udp
            ? transport.Send(message, viaDestination, observer, SendMode.ConnectIfNeeded)
            : transport.Send(message, flow.Remote, observer, SendMode.ExistingOnly)
                || transport.Send(message, viaDestination, observer, SendMode.ConnectIfNeeded);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var transport in _transports)
        {
            await transport.DisposeAsync();
        }
    }

    private ISipTransport? Find(SipFlow flow)
    {
        ISipTransport? wildcard = null;
        foreach (var transport in _transports)
        {
            var bound = transport.Address.EndPoint;
            if (transport.Address.Transport != flow.Transport
                || bound.Port != flow.Local.Port
                || bound.AddressFamily != flow.Local.AddressFamily)
            {
                continue;
            }

            if (bound.Address.Equals(flow.Local.Address))
            {
                return transport;
            }

            wildcard = LocalAddresses.IsWildcard(bound.Address) ? transport : wildcard;
        }

        return wildcard;
    }
}
