using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Undertone.Sip;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Trunks;
using Undertone.Switch.Calls;

namespace Undertone.Switch.Trunks;

/// <summary>The life of all trunks: started with the server, exchanged when the configuration is read again, unregistered when it stops. Safe for any thread.</summary>
internal sealed partial class TrunkSet(
    string domain, DialPlan plan, SipStack stack, EngineEventFeed events, TimeProvider clock, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private ImmutableArray<TrunkAgent> _agents = [];
    private bool _isOver;

    /// <summary>How the trunks are doing, in the order of the configuration.</summary>
    public IReadOnlyList<TrunkStatus> Statuses => [.. plan.Routes.Trunks.Select(trunk => trunk.Status)];

    /// <summary>Starts every trunk; the stack must be listening.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _agents = [.. plan.Routes.Trunks.Select(AgentOf)];
            foreach (TrunkAgent agent in _agents)
            {
                agent.Start();
            }
        }
    }

    /// <summary>Takes over other trunks and routes. What has not changed goes on undisturbed, and so do the calls over what has.</summary>
    /// <param name="options">The trunks from now on.</param>
    /// <param name="routes">The routes from now on.</param>
    public void Reload(ImmutableArray<TrunkOptions> options, TrunkRoutes routes)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            ImmutableArray<TrunkAgent> before = _agents;
            _agents = [.. options.Select(wanted => Of(wanted.Name, before) is { } agent && agent.Trunk.Options == wanted ? agent : AgentOf(Successor(wanted, before)))];
            plan.Routes = new RouteTable(routes, [.. _agents.Select(agent => agent.Trunk)]);
            foreach (TrunkAgent added in _agents.Except(before))
            {
                TrunkAgent? replaced = Of(added.Trunk.Name, before);
                Tell(added.Trunk.Name, replaced is null ? TrunkChange.Created : TrunkChange.Updated);
                _ = TakeOverAsync(replaced, added);
            }

            foreach (TrunkAgent gone in before.Where(agent => Of(agent.Trunk.Name, _agents) is null))
            {
                Tell(gone.Trunk.Name, TrunkChange.Deleted);
                _ = TakeOverAsync(gone, null);
            }
        }
    }

    /// <summary>Ends the registrations, all at the same time.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _isOver = true;
            return Task.WhenAll(_agents.Select(agent => agent.StopAsync()));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (TrunkAgent agent in _agents)
            {
                agent.Dispose();
            }
        }
    }

    private static TrunkAgent? Of(string name, ImmutableArray<TrunkAgent> agents) => agents.FirstOrDefault(agent => agent.Trunk.Name == name);

    // Until it has been looked up anew, a trunk that has not moved is where it was.
    private static Trunk Successor(TrunkOptions options, ImmutableArray<TrunkAgent> before)
        => new(options) { Ways = Of(options.Name, before) is { Trunk: var old } && old.Options.Address.Equals(options.Address) ? old.Ways : [] };

    // One after the other: the end of the old registration must not remove the new one, which may be of the same contact.
    private static async Task TakeOverAsync(TrunkAgent? replaced, TrunkAgent? successor)
    {
        if (replaced is not null)
        {
            await replaced.StopAsync();
            replaced.Dispose();
        }

        successor?.Start();
    }

    private TrunkAgent AgentOf(Trunk trunk) => new(trunk, domain, stack, events, clock, logger);

    private void Tell(string name, TrunkChange change)
    {
        Log.Changed(logger, name, change);
        events.Publish(new TrunkConfigurationChanged(clock.GetUtcNow(), name, change));
    }

    private static partial class Log
    {
        [LoggerMessage(3507, LogLevel.Information, "Trunk {Trunk}: {Change} by the configuration that was read again")]
        public static partial void Changed(ILogger logger, string trunk, TrunkChange change);
    }
}
