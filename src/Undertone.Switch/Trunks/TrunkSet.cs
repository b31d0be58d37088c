using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Undertone.Sip;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Trunks;
using Undertone.Switch.Calls;

namespace Undertone.Switch.Trunks;

/// <summary>The life of all trunks: started with the server, unregistered when it stops.</summary>
internal sealed class TrunkSet(SwitchOptions options, DialPlan plan, SipStack stack, EngineEventFeed events, TimeProvider clock, ILogger logger) : IDisposable
{
    private volatile TrunkAgent[] _agents = [];

    /// <summary>How the trunks are doing, in the order of the configuration.</summary>
    public IReadOnlyList<TrunkStatus> Statuses => [.. plan.Routes.Trunks.Select(trunk => trunk.Status)];

    /// <summary>Starts every trunk; the stack must be listening.</summary>
    public void Start()
    {
        ImmutableArray<Trunk> trunks = plan.Routes.Trunks;
        _agents = [.. trunks.Select(trunk => new TrunkAgent(trunk, options.Domain, stack, events, clock, logger))];
        foreach (TrunkAgent agent in _agents)
        {
            agent.Start();
        }
    }

    /// <summary>Ends the registrations, all at the same time.</summary>
    public Task StopAsync() => Task.WhenAll(_agents.Select(agent => agent.StopAsync()));

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (TrunkAgent agent in _agents)
        {
            agent.Dispose();
        }
    }
}
