using System.Collections.Immutable;
using Undertone.Sip;
using Undertone.Supervision.Trunks;

namespace Undertone.Switch.Trunks;

/// <summary>A trunk as calls see it: how it is reached now, and whether that makes sense. Safe for any thread.</summary>
internal sealed class Trunk(TrunkOptions options)
{
    private volatile TrunkStatus _status = new(options.Name, TrunkState.Unknown, "");
    private volatile StrongWays _ways = new([]);

    /// <summary>Settings.</summary>
    public TrunkOptions Options { get; } = options;

    /// <summary>Its name in the configuration.</summary>
    public string Name => Options.Name;

    /// <summary>Answers its challenges; null for a trunk without an account.</summary>
    public TrunkCredentials? Credentials { get; } = options.Username.Length > 0 ? new TrunkCredentials(options.Username, options.Password) : null;

    /// <summary>How it is doing.</summary>
    public TrunkStatus Status
    {
        get => _status;
        set => _status = value;
    }

    /// <summary>The ways to all its addresses; empty while its name leads to none.</summary>
    public ImmutableArray<SipFlow> Ways
    {
        get => _ways.Value;
        set => _ways = new StrongWays(value);
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    // An array alone cannot be exchanged atomically for all readers.
    private sealed record StrongWays(ImmutableArray<SipFlow> Value);
}
