using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Undertone.Supervision.Monitoring;

namespace Undertone.Switch.Monitoring;

/// <summary>A code that, dialled before an extension's number, starts a monitor on that extension's call.</summary>
/// <param name="Prefix">What is dialled before the number, <c>*51</c> for instance.</param>
/// <param name="Mode">The mode that it starts.</param>
public sealed record FeatureCode(string Prefix, MonitorMode Mode)
{
    /// <summary>The codes of the P-Series (*51, *52, *53) and of the S-Series (*90, *91, *92).</summary>
    public static ImmutableArray<FeatureCode> Defaults { get; } =
    [
        new("*51", MonitorMode.Listen), new("*52", MonitorMode.Whisper), new("*53", MonitorMode.Barge),
        new("*90", MonitorMode.Listen), new("*91", MonitorMode.Whisper), new("*92", MonitorMode.Barge),
    ];

    /// <summary>Splits a dialled number into a code and the target's number; the longest code that fits wins.</summary>
    public static bool TryMatch(
        ImmutableArray<FeatureCode> codes, string dialled, [NotNullWhen(true)] out FeatureCode? code, out string target)
    {
        code = null;
        foreach (FeatureCode candidate in codes)
        {
            if (dialled.Length > candidate.Prefix.Length
                && dialled.StartsWith(candidate.Prefix, StringComparison.Ordinal)
                && candidate.Prefix.Length > (code?.Prefix.Length ?? 0))
            {
                code = candidate;
            }
        }

        target = code is null ? "" : dialled[code.Prefix.Length..];
        return code is not null;
    }
}
