using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>
/// <c>GET extension/list</c>: <c>page</c> and <c>page_size</c> from 1 (without a size, all), <c>sort_by</c> one of the listed fields, <c>order_by</c>
/// <c>asc</c> or <c>desc</c>. <c>total_number</c> counts all extensions, not only this page.
/// </summary>
internal static class ListExtensions
{
    public static IResult Handle(HttpContext http, ExtensionDirectory extensions, ICallEngine engine)
    {
        var query = new QueryParameters(http.Request.Query);
        int page = query.Positive("page") ?? 1;
        int? pageSize = query.Positive("page_size");
        Func<IEnumerable<Extension>, IOrderedEnumerable<Extension>> sort = ReadSort(query);
        bool isDescending = ReadIsDescending(query);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IReadOnlyList<Extension> all = extensions.All;
        IEnumerable<Extension> sorted = isDescending ? sort(all).Reverse() : sort(all);
        long skipped = (long)(page - 1) * (pageSize ?? all.Count);
        var items = sorted
            .Skip((int)Math.Min(skipped, all.Count))
            .Take(pageSize ?? all.Count)
            .Select(extension => ExtensionListItem.Of(extension, engine.StatusOf(extension.Number)));
        return PSeriesResult.Success(
            new ExtensionListAnswer(PSeriesCode.Success.Number, PSeriesCode.Success.Text, all.Count, [.. items]),
            PSeriesJson.Wire.ExtensionListAnswer);
    }

    private static Func<IEnumerable<Extension>, IOrderedEnumerable<Extension>> ReadSort(QueryParameters query)
    {
        switch (query.Text("sort_by"))
        {
            case null or "id":
                return all => all.OrderBy(e => e.Id).ThenBy(e => e.Number, StringComparer.Ordinal);
            case "caller_id_name":
                return all => all.OrderBy(e => e.Name, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Id);
            case "email_addr":
                return all => all.OrderBy(e => e.Email, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Id);
            case "mobile_number":
                return all => all.OrderBy(e => e.MobileNumber, StringComparer.Ordinal).ThenBy(e => e.Id);
            case "number":
                break;

            // Every extension has the same role and presence.
            case "role_name" or "presence_status" or "custom_presence_status" or "online_status":
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
