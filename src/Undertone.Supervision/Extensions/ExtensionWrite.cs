using System.Collections.Immutable;

namespace Undertone.Supervision.Extensions;

/// <summary>What no two extensions may have in common.</summary>
public enum ExtensionKey
{
    /// <summary>The number.</summary>
    Number,

    /// <summary>The e-mail address, in any case of letters; an empty one is nobody's.</summary>
    Email,
}

/// <summary>Something that another extension has already.</summary>
/// <param name="Key">What.</param>
/// <param name="Holder">Who has it.</param>
public sealed record ExtensionConflict(ExtensionKey Key, Extension Holder);

/// <summary>What became of a write to the directory.</summary>
/// <param name="Written">The extension as it is stored; null if nothing was written.</param>
/// <param name="Conflicts">Why nothing was written; empty, too, if there was no such extension.</param>
public sealed record ExtensionWrite(Extension? Written, ImmutableArray<ExtensionConflict> Conflicts)
{
    /// <summary>There is no extension to change.</summary>
    public static ExtensionWrite NotFound { get; } = new(null, []);
}
