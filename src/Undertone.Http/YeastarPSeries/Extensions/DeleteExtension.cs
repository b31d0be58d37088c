using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>
/// <c>GET extension/delete</c>: removes the extensions that are named. One that is unknown, and none is removed. Their phones are
/// unregistered and their calls end.
/// </summary>
internal static partial class DeleteExtension
{
    public static async Task<IResult> HandleAsync(HttpContext http, ExtensionDirectory extensions, ILogger<ExtensionChanges> logger)
    {
        var query = new QueryParameters(http.Request.Query);
        var selection = ExtensionSelection.Read(query);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (selection.FindAll(extensions) is not { } found)
        {
            return PSeriesResult.Of(PSeriesCode.DataNotFound);
        }

        ApiClient client = ApiClient.Of(http);
        foreach (Extension extension in found)
        {
            // A client that goes away in the middle has still asked for all of it.
            if (await extensions.DeleteAsync(extension.Number, CancellationToken.None) is not null)
            {
                Log.Deleted(logger, client.Id, client.Address, extension.Number);
            }
        }

        return PSeriesResult.Of(PSeriesCode.Success);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesExtensionDeleted, LogLevel.Information, "P-Series client {Client} at {Address} deleted extension {Extension}")]
        public static partial void Deleted(ILogger logger, string client, string address, string extension);
    }
}
