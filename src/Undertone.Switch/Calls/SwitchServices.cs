using Microsoft.Extensions.Logging;
using Undertone.Media;
using Undertone.Sip;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Extensions;
using Undertone.Switch.Registrar;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Calls;

/// <summary>What every call of the switch shares.</summary>
internal sealed record SwitchServices
{
    /// <summary>Settings.</summary>
    public required SwitchOptions Options { get; init; }

    /// <summary>Signalling.</summary>
    public required SipStack Stack { get; init; }

    /// <summary>Audio.</summary>
    public required MediaPlane Media { get; init; }

    /// <summary>Sessions by dialog.</summary>
    public required SessionTable Sessions { get; init; }

    /// <summary>Live calls.</summary>
    public required CallTable Calls { get; init; }

    /// <summary>Registered devices.</summary>
    public required LocationTable Locations { get; init; }

    /// <summary>Extensions and their rights.</summary>
    public required ExtensionDirectory Extensions { get; init; }

    /// <summary>What numbers lead to.</summary>
    public required DialPlan DialPlan { get; init; }

    /// <summary>What extensions are doing.</summary>
    public required ExtensionActivity Activity { get; init; }

    /// <summary>Rights and audit of monitors.</summary>
    public required MonitorGate Gate { get; init; }

    /// <summary>The event feed.</summary>
    public required EngineEventFeed Events { get; init; }

    /// <summary>Time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Logs.</summary>
    public required ILogger Logger { get; init; }
}
