using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Switch.Calls;
using Undertone.Switch.Registrar;

namespace Undertone.Switch.Extensions;

/// <summary>
/// Lets the switch follow the directory: a deleted extension loses its registrations and its calls, one with another password has to
/// register anew, and whoever reads the engine's events is told.
/// </summary>
internal sealed class ExtensionFollower(SwitchServices services, ExtensionRegistrar registrar) : IExtensionObserver
{
    /// <inheritdoc />
    public void OnChanged(ExtensionChange change)
    {
        // First, so that who reads the events knows why a registration ends.
        foreach (EngineEvent engineEvent in change.EventsAt(services.Clock.GetUtcNow()))
        {
            services.Events.Publish(engineEvent);
        }

        if (change.Kind is ExtensionChangeKind.Deleted || change.HasNewSecret)
        {
            registrar.EndRegistrations(change.Number);
        }

        if (change.Kind is ExtensionChangeKind.Deleted)
        {
            foreach (Call call in services.Calls.All)
            {
                // Which legs a call has, only its mailbox knows for certain: one that is being set up has not shown them yet.
                call.Mailbox.Post(() => HangUpAsync(call, change.Number));
            }
        }
    }

    private static async ValueTask HangUpAsync(Call call, string number)
    {
        call.RefreshSnapshot();
        var supervising = call.Snapshot.Monitors.Where(monitor => monitor.Supervisor == number).Select(monitor => monitor.Id);
        var talking = call.Snapshot.Legs.Where(leg => leg.Number == number && leg.Trunk is null).Select(leg => leg.Id);
        foreach (var leg in supervising.Concat(talking))
        {
            await call.HangUpAsync(leg);
        }
    }
}
