using System.Collections.Immutable;
using Undertone.Sip;
using Undertone.Supervision.Extensions;
using Undertone.Switch.Registrar;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Calls;

/// <summary>What a dialled number leads to, ready to be rung.</summary>
/// <param name="Number">The number.</param>
/// <param name="Name">A name to show beside it; empty if unknown.</param>
internal abstract record Destination(string Number, string Name)
{
    /// <summary>The way to the first of what is rung.</summary>
    public abstract SipFlow Flow { get; }
}

/// <summary>An extension with at least one device.</summary>
/// <param name="Extension">The extension.</param>
/// <param name="Devices">Its devices, which ring together.</param>
internal sealed record ExtensionDestination(Extension Extension, ImmutableArray<Binding> Devices) : Destination(Extension.Number, Extension.Name)
{
    /// <inheritdoc />
    public override SipFlow Flow => Devices[0].Flow;
}

/// <summary>An outside number.</summary>
/// <param name="Number">The number.</param>
/// <param name="Trunks">The trunks to it, at least one, each with a way; the next is tried when one does not take the call.</param>
internal sealed record TrunkDestination(string Number, ImmutableArray<Trunk> Trunks) : Destination(Number, "")
{
    /// <inheritdoc />
    public override SipFlow Flow => Trunks[0].Ways[0];
}
