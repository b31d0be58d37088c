using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>How a list wants its extensions: sorted by a field, and a part of them.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Size">How many on a page; null for all.</param>
/// <param name="Sort">The order.</param>
/// <param name="IsDescending">True for the reverse of it.</param>
internal sealed record ExtensionPage(int Page, int? Size, Func<IEnumerable<Extension>, IOrderedEnumerable<Extension>> Sort, bool IsDescending)
{
    /// <summary>Reads <c>page</c>, <c>page_size</c>, <c>sort_by</c>, <c>order_by</c>; mistakes are noted.</summary>
    public static ExtensionPage Read(QueryParameters query)
        => new(query.Positive("page") ?? 1, query.Positive("page_size"), ReadSort(query), ReadIsDescending(query));

    /// <summary>The extensions of the page.</summary>
    public IEnumerable<Extension> Of(IReadOnlyCollection<Extension> all)
    {
        IEnumerable<Extension> sorted = IsDescending ? Sort(all).Reverse() : Sort(all);
        long skipped = (long)(Page - 1) * (Size ?? all.Count);
        return sorted.Skip((int)Math.Min(skipped, all.Count)).Take(Size ?? all.Count);
    }

    private static Func<IEnumerable<Extension>, IOrderedEnumerable<Extension>> ReadSort(QueryParameters query)
    {
        switch (query.Text("sort_by"))
        {
            case null or "id" or "ext_id":
                return all => all.OrderBy(e => e.Id).ThenBy(e => e.Number, StringComparer.Ordinal);
            case "caller_id_name" or "name":
                return all => all.OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Id);
            case "email_addr":
                return all => all.OrderBy(e => e.Email, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Id);
            case "mobile_number":
                return all => all.OrderBy(e => e.MobileNumber, StringComparer.Ordinal).ThenBy(e => e.Id);
            case "presence_status":
                return all => all.OrderBy(e => PresenceText.Of(e.Presence), StringComparer.Ordinal)
                    .ThenBy(e => e.Number.Length)
                    .ThenBy(e => e.Number, StringComparer.Ordinal);

            // Every extension has the same role, and what is online changes while one looks.
            case "number" or "role_name" or "custom_presence_status" or "online_status":
                break;
            case { } other:
                query.Note(InvalidParam.WrongValue("sort_by", other));
                break;
        }

        return all => all.OrderBy(e => e.Number.Length).ThenBy(e => e.Number, StringComparer.Ordinal);
    }

    private static bool ReadIsDescending(QueryParameters query)
    {
        string? given = query.Text("order_by");
        if (given is not (null or "asc" or "desc"))
        {
            query.Note(InvalidParam.WrongValue("order_by", given));
        }

        return given == "desc";
    }
}
