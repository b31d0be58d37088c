using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarSSeries.Extensions;

/// <summary><c>extension/update</c>: all of the changes or none. They are in force and stored when the answer comes.</summary>
internal static class UpdateExtension
{
    public static async Task<IResult> HandleAsync(HttpContext http, ExtensionDirectory extensions, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        bool isV2 = RequestDialect.Of(http).IsV2;
        string number = body.Required(isV2 ? "number" : "extid");
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        if (!extensions.TryGet(number, out Extension? current))
        {
            return SSeriesResult.Of(SSeriesCode.ExtensionNotFound);
        }

        if (!ExtensionChanges.TryApply(body, current, options, isV2, out _))
        {
            return SSeriesResult.Of(SSeriesCode.ExtensionNotConfigured);
        }

        // On its newest state: another client may have changed something else meanwhile.
        ExtensionWrite write = await extensions.UpdateAsync(
            number, newest => ExtensionChanges.TryApply(body, newest, options, isV2, out Extension? changed) ? changed : newest, CancellationToken.None);
        return SSeriesResult.Of(
            write.Written is not null ? SSeriesCode.Success
            : write.Conflicts.IsEmpty ? SSeriesCode.ExtensionNotFound
            : SSeriesCode.ExtensionNotConfigured);
    }
}
