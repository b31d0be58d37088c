using System.Collections.Immutable;
using Undertone.Http.Shared.Callbacks;
using Undertone.Storage;

namespace Undertone.Server.Configuration.Settings;

/// <summary>The whole configuration, read and checked. One record a section; defaults as in docs/operations.md.</summary>
public sealed record ServerSettings
{
    /// <summary>Section <c>Http</c>.</summary>
    public HttpSettings Http { get; init; } = new();

    /// <summary>Section <c>Sip</c>.</summary>
    public SipSettings Sip { get; init; } = new();

    /// <summary>Section <c>Media</c>.</summary>
    public MediaSettings Media { get; init; } = new();

    /// <summary>Section <c>Calls</c>.</summary>
    public CallSettings Calls { get; init; } = new();

    /// <summary>Section <c>FeatureCodes</c>.</summary>
    public FeatureCodeSettings FeatureCodes { get; init; } = new();

    /// <summary>Section <c>Storage</c>.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>Section <c>Logging</c>.</summary>
    public LoggingSettings Logging { get; init; } = new();

    /// <summary>Section <c>Extensions</c>: seeds.</summary>
    public ImmutableArray<ExtensionSeed> Extensions { get; init; } = [];

    /// <summary>Section <c>Trunks</c>.</summary>
    public ImmutableArray<TrunkSettings> Trunks { get; init; } = [];

    /// <summary>Section <c>Routes</c>.</summary>
    public RouteSettings Routes { get; init; } = new();

    /// <summary>Section <c>Callbacks</c>.</summary>
    public CallbackPolicy Callbacks { get; init; } = new();

    /// <summary>Section <c>Apis</c>.</summary>
    public ApiSettings Apis { get; init; } = new();
}
