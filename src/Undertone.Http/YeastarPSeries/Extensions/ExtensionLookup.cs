using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>Finds the extension that a request names by <c>id</c>, by <c>number</c>, or by both if they agree.</summary>
internal static class ExtensionLookup
{
    /// <summary>The extension; null if there is none, or id and number name different ones.</summary>
    public static Extension? Find(ExtensionDirectory extensions, int? id, string? number)
    {
        Extension? found = id is { } wanted
            ? extensions.All.FirstOrDefault(extension => extension.Id == wanted)
            : number is not null && extensions.TryGet(number, out Extension? known) ? known : null;
        return found is not null && number is not null && found.Number != number ? null : found;
    }
}
