using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>The extensions that a query names: <c>id</c> or <c>ids</c>, <c>number</c> or <c>numbers</c>, each one or several with commas.</summary>
/// <param name="Ids">The ids.</param>
/// <param name="Numbers">The numbers.</param>
internal sealed record ExtensionSelection(IReadOnlyList<int> Ids, IReadOnlyList<string> Numbers)
{
    /// <summary>Reads the names; one at least must be given, otherwise that is noted.</summary>
    public static ExtensionSelection Read(QueryParameters query)
    {
        var selection = new ExtensionSelection([.. query.Positives("id"), .. query.Positives("ids")], [.. query.Texts("number"), .. query.Texts("numbers")]);
        if (selection.Ids.Count == 0 && selection.Numbers.Count == 0 && query.Problem is null)
        {
            query.Note(InvalidParam.Required("id"));
        }

        return selection;
    }

    /// <summary>Those that there are, each once, by number.</summary>
    public IReadOnlyList<Extension> FindAny(ExtensionDirectory extensions)
        => [.. extensions.All.Where(extension => Ids.Contains(extension.Id) || Numbers.Contains(extension.Number))];

    /// <summary>All of them; null if one is missing, or if ids and numbers are given and name different ones.</summary>
    public IReadOnlyList<Extension>? FindAll(ExtensionDirectory extensions)
    {
        IReadOnlyList<Extension> found = FindAny(extensions);
        bool isComplete = Ids.All(id => found.Any(extension => extension.Id == id))
            && Numbers.All(number => found.Any(extension => extension.Number == number));
        bool doAgree = Ids.Count == 0 || Numbers.Count == 0
            || found.All(extension => Ids.Contains(extension.Id) && Numbers.Contains(extension.Number));
        return isComplete && doAgree ? found : null;
    }
}
