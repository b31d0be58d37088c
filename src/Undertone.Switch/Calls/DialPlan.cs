using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Extensions;
using Undertone.Switch.Registrar;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Calls;

/// <summary>Decides what a number leads to: an extension of ours first, else the trunks of the routes that match. Safe for any thread.</summary>
internal sealed class DialPlan(ExtensionDirectory extensions, LocationTable locations, TimeProvider clock, RouteTable routes)
{
    private volatile RouteTable _routes = routes;

    /// <summary>The routes; they may be exchanged while calls run.</summary>
    public RouteTable Routes
    {
        get => _routes;
        set => _routes = value;
    }

    /// <summary>True if the number is no extension's and a route takes it to a trunk.</summary>
    public bool LeadsOutside(string number) => !extensions.TryGet(number, out _) && !_routes.Outbound(number).IsEmpty;

    /// <summary>Finds what to ring for a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="destination">What to ring.</param>
    /// <param name="failure">Why there is nothing to ring.</param>
    /// <param name="evenIfUndisturbed">True to ring an extension whose user wants no calls: she asked for this one.</param>
    public bool TryResolve(
        string number, [NotNullWhen(true)] out Destination? destination, out CallFailureReason failure, bool evenIfUndisturbed = false)
    {
        destination = null;
        if (!TrunkCaller.IsDiallable(number))
        {
            // A REFER or a 302 may name anything; an escaped line break must reach neither a carrier nor a record.
            failure = CallFailureReason.NotFound;
            return false;
        }

        if (extensions.TryGet(number, out Extension? extension))
        {
            if (extension.Presence is PresenceStatus.DoNotDisturb && !evenIfUndisturbed)
            {
                failure = CallFailureReason.DoNotDisturb;
                return false;
            }

            ImmutableArray<Binding> devices = locations.Find(number, clock.GetUtcNow());
            failure = devices.IsEmpty ? CallFailureReason.Unreachable : CallFailureReason.None;
            destination = devices.IsEmpty ? null : new ExtensionDestination(extension, devices);
            return destination is not null;
        }

        ImmutableArray<Trunk> trunks = _routes.Outbound(number);
        ImmutableArray<Trunk> usable = Usable(trunks);
        failure = trunks.IsEmpty ? CallFailureReason.NotFound : usable.IsEmpty ? CallFailureReason.Unreachable : CallFailureReason.None;
        destination = usable.IsEmpty ? null : new TrunkDestination(number, usable);
        return destination is not null;
    }

    // What is known of a trunk that is down may be some time old: if there is no other, one attempt is worth its short time-out.
    private static ImmutableArray<Trunk> Usable(ImmutableArray<Trunk> trunks)
    {
        ImmutableArray<Trunk> located = [.. trunks.Where(t => !t.Ways.IsEmpty)];
        ImmutableArray<Trunk> up = [.. located.Where(t => !t.Status.IsDown)];
        return up.IsEmpty ? [.. located.Take(1)] : up;
    }
}
