using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Extensions;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.StatusMonitoring;

/// <summary>
/// <c>POST extension_status_monitor/update</c>: chooses which changes of the listed extensions are told; the others keep their settings, and
/// so do switches that an entry leaves out. All or nothing.
/// </summary>
internal static partial class UpdateStatusMonitor
{
    private const string List = "ext_monitor_list";

    public static async Task<IResult> HandleAsync(
        HttpContext http, ExtensionDirectory extensions, YeastarPSeriesOptions options, ILogger<StatusMonitorItem> logger)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        StatusMonitorEntry[] entries = Read(body);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        Extension?[] found = [.. entries.Select(entry => ExtensionLookup.Find(extensions, entry.Id, entry.Number))];
        if (found.Contains(null))
        {
            return PSeriesResult.Of(PSeriesCode.DataNotFound);
        }

        for (int i = 0; i < entries.Length; i++)
        {
            await extensions.ChangeAsync(found[i]!.Number, entries[i].ApplyTo, CancellationToken.None);
        }

        ApiClient client = ApiClient.Of(http);
        Log.Updated(logger, client.Id, client.Address, entries.Length);
        return PSeriesResult.Of(PSeriesCode.Success);
    }

    private static StatusMonitorEntry[] Read(JsonBody body)
    {
        if (!body.TryGet(List, out JsonElement list))
        {
            body.Note(InvalidParam.Required(List));
            return [];
        }

        if (list.ValueKind is not JsonValueKind.Array || list.EnumerateArray().Any(item => item.ValueKind is not JsonValueKind.Object))
        {
            body.Note(InvalidParam.WrongType(List, "array"));
            return [];
        }

        return [.. list.EnumerateArray().Select(item => StatusMonitorEntry.Read(body.Part(item)))];
    }

    /// <summary>One extension's new settings; null is no change.</summary>
    private sealed record StatusMonitorEntry(int? Id, string? Number, bool? Registration, bool? CallState, bool? Presence)
    {
        public static StatusMonitorEntry Read(JsonBody item)
        {
            var entry = new StatusMonitorEntry(
                item.OptionalInteger("ext_id"),
                item.OptionalText("number"),
                ExtensionFields.Switch(item, "enb_register_status"),
                ExtensionFields.Switch(item, "enb_call_status"),
                ExtensionFields.Switch(item, "enb_presence_status"));
            if (!item.TryGet("ext_id", out _) && !item.TryGet("number", out _))
            {
                item.Note(InvalidParam.Required("ext_id"));
            }

            return entry;
        }

        public Extension ApplyTo(Extension extension) => extension with
        {
            Watched = new WatchedChanges(
                Registration ?? extension.Watched.Registration, CallState ?? extension.Watched.CallState, Presence ?? extension.Watched.Presence),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesStatusMonitorUpdated, LogLevel.Information,
            "P-Series client {Client} at {Address} chose which changes of {Count} extension(s) are told")]
        public static partial void Updated(ILogger logger, string client, string address, int count);
    }
}
