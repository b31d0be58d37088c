using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>
/// What a search looks for, anywhere in the field and in any case of letters: <c>search_value</c> in one of number, name, e-mail and
/// mobile number; <c>number</c>, <c>name</c>, <c>email_addr</c> and <c>mobile_number</c> each in its own. Several narrow the result.
/// </summary>
internal sealed record ExtensionSearch(string? Anywhere, string? Number, string? Name, string? Email, string? MobileNumber)
{
    /// <summary>Reads the query; the spellings are those of the fields in lists, and the shorter ones that clients use.</summary>
    public static ExtensionSearch Read(QueryParameters query) => new(
        query.Text("search_value") ?? query.Text("keyword"),
        query.Text("number"),
        query.Text("caller_id_name") ?? query.Text("name"),
        query.Text("email_addr") ?? query.Text("email"),
        query.Text("mobile_number"));

    /// <summary>True if the extension is one that is looked for.</summary>
    public bool Matches(Extension extension)
        => IsIn(extension.Number, Number)
            && IsIn(extension.Name, Name)
            && IsIn(extension.Email, Email)
            && IsIn(extension.MobileNumber, MobileNumber)
            && (IsIn(extension.Number, Anywhere) || IsIn(extension.Name, Anywhere) || IsIn(extension.Email, Anywhere) || IsIn(extension.MobileNumber, Anywhere));

    private static bool IsIn(string text, string? wanted) => wanted is null || text.Contains(wanted, StringComparison.OrdinalIgnoreCase);
}
