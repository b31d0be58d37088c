using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Calls;
using Undertone.Http.YeastarPSeries.Extensions;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>
/// Translates engine events into this dialect's. It remembers what it last told of each call, so that a change which the dialect
/// cannot express (a mode switch, for instance) is not told twice. Used by one reader; not safe for several threads.
/// </summary>
/// <param name="options">Serial number and time zone.</param>
/// <param name="extensions">Which changes of each extension are told.</param>
internal sealed class EventTranslator(YeastarPSeriesOptions options, ExtensionDirectory extensions)
{
    private const string Idle = "Idle";

    private readonly Dictionary<string, string> _lastOfCall = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _lastOfExtension = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WatchedChanges> _deleted = new(StringComparer.Ordinal);

    /// <summary>How many calls, monitors and extensions are remembered.</summary>
    public int Remembered => _lastOfCall.Count + _lastOfExtension.Count;

    /// <summary>The events to send for an engine event, in order; often one, sometimes none.</summary>
    public IReadOnlyList<PSeriesEvent> Translate(EngineEvent engineEvent) => engineEvent switch
    {
        CallChanged changed => OfCall(CallInfoBuilder.Of(changed.Call)),
        CallFailed failed => OfFailure(CallInfoBuilder.Of(failed.Call), FailureReasonText.Of(failed.Reason)),
        CallTransferred transferred => [Wrap(EventTypes.CallTransferred, CallInfoBuilder.Of(transferred.Call), PSeriesJson.Wire.CallInfo)],
        CallForwarded forwarded => [Wrap(EventTypes.CallForwarded, CallInfoBuilder.Of(forwarded.Call), PSeriesJson.Wire.CallInfo)],
        TransferFailed failed => OfFailure(CallInfoBuilder.Of(failed.Call), FailureReasonText.Of(failed.Reason)),
        CallEnded ended => OfRecord(ended),
        MonitorChanged changed => OfMonitor(changed),
        MonitorFailed failed => OfFailedMonitor(failed),
        ExtensionRegistrationChanged changed => OfRegistration(changed),
        ExtensionStateChanged changed => OfState(changed),
        TrunkStateChanged changed => [Wrap(EventTypes.TrunkRegistrationChanged, TrunkText.MessageOf(changed), PSeriesJson.Wire.TrunkStatusMessage)],
        TrunkConfigurationChanged changed => [WithoutSerial(EventTypes.TrunkConfigurationChanged, TrunkText.MessageOf(changed), PSeriesJson.Wire.TrunkConfigurationMessage)],
        ExtensionPresenceChanged changed => OfPresence(changed),
        ExtensionConfigurationChanged changed => OfConfiguration(changed),
        _ => [],
    };

    /// <summary>Forgets what was told, after events have been missed: from then on rather told twice than not at all.</summary>
    public void Forget()
    {
        _lastOfCall.Clear();
        foreach (string extension in _lastOfExtension.Keys.ToArray())
        {
            _lastOfExtension[extension] = "";
        }
    }

    private PSeriesEvent[] OfCall(CallInfo call)
    {
        string message = JsonSerializer.Serialize(call, PSeriesJson.Wire.CallInfo);
        if (_lastOfCall.TryGetValue(call.CallId, out string? last) && last == message)
        {
            return [];
        }

        _lastOfCall[call.CallId] = message;
        return [Wrap(EventTypes.CallStatusChanged, message)];
    }

    private PSeriesEvent[] OfMonitor(MonitorChanged changed)
    {
        CallInfo call = CallInfoBuilder.Of(changed.Monitor);
        PSeriesEvent[] events = OfCall(call);
        if (changed.Monitor.State is LegState.Ended)
        {
            _lastOfCall.Remove(call.CallId);
        }

        return events;
    }

    private PSeriesEvent[] OfFailedMonitor(MonitorFailed failed)
    {
        CallInfo call = CallInfoBuilder.Of(failed.Monitor with { State = LegState.Ended });

        // If the end was not told before, it is told here, so that watchers of 30011 are not left with a ringing supervisor.
        PSeriesEvent[] bye = _lastOfCall.ContainsKey(call.CallId) ? OfCall(call) : [];
        _lastOfCall.Remove(call.CallId);
        return [.. bye, .. OfFailure(call, FailureReasonText.Of(failed.Reason))];
    }

    private PSeriesEvent[] OfFailure(CallInfo call, string? reason)
        => reason is null
            ? []
            : [Wrap(EventTypes.CallFailed, new FailedCallInfo(call.CallId, call.Members, reason), PSeriesJson.Wire.FailedCallInfo)];

    private PSeriesEvent[] OfRecord(CallEnded ended)
    {
        _lastOfCall.Remove(ended.Record.Id.ToString());
        return [Wrap(EventTypes.NewCallRecord, CallRecordText.MessageOf(ended.Record, options.TimeZone), PSeriesJson.Wire.CallRecordMessage)];
    }

    private PSeriesEvent[] OfRegistration(ExtensionRegistrationChanged changed)
    {
        if (!WatchedOf(changed.Number).Registration)
        {
            return [];
        }

        var message = new RegistrationMessage(changed.Number, "Sip", changed.Registered ? "Registered" : "Unregistered", changed.Address);
        return [Wrap(EventTypes.ExtensionRegistrationChanged, message, PSeriesJson.Wire.RegistrationMessage)];
    }

    private PSeriesEvent[] OfState(ExtensionStateChanged changed)
    {
        string status = changed.State switch
        {
            ExtensionState.Ringing => "Ringing",
            ExtensionState.Busy or ExtensionState.Hold => "Busy",
            _ => Idle,
        };
        if (_lastOfExtension.GetValueOrDefault(changed.Number, Idle) == status)
        {
            return [];
        }

        // Kept also while it is not told, so that the first change after it is told again is the right one.
        _lastOfExtension[changed.Number] = status;
        if (!WatchedOf(changed.Number).CallState)
        {
            return [];
        }

        return [Wrap(EventTypes.ExtensionCallStatusChanged, new ExtensionStatusMessage(changed.Number, status), PSeriesJson.Wire.ExtensionStatusMessage)];
    }

    private PSeriesEvent[] OfPresence(ExtensionPresenceChanged changed)
        => WatchedOf(changed.Number).Presence
            ? [Wrap(
                EventTypes.ExtensionPresenceChanged,
                new ExtensionStatusMessage(changed.Number, PresenceText.Of(changed.Presence)),
                PSeriesJson.Wire.ExtensionStatusMessage)]
            : [];

    private PSeriesEvent[] OfConfiguration(ExtensionConfigurationChanged changed)
    {
        // The directory knows it no more, but its registrations and calls have yet to end.
        if (changed.Change is ExtensionChangeKind.Deleted && changed.Watched != WatchedChanges.All)
        {
            _deleted[changed.Number] = changed.Watched;
        }
        else
        {
            _deleted.Remove(changed.Number);
        }

        string option = changed.Change switch
        {
            ExtensionChangeKind.Created => "CREATE",
            ExtensionChangeKind.Updated => "UPDATE",
            _ => "DELETE",
        };
        return [WithoutSerial(
            EventTypes.ExtensionConfigurationChanged,
            new ExtensionConfigurationMessage(changed.Number, option),
            PSeriesJson.Wire.ExtensionConfigurationMessage)];
    }

    private WatchedChanges WatchedOf(string number)
        => extensions.TryGet(number, out Extension? extension) ? extension.Watched : _deleted.GetValueOrDefault(number, WatchedChanges.All);

    private static PSeriesEvent WithoutSerial<T>(int type, T message, JsonTypeInfo<T> typeInfo)
        => new(type, JsonSerializer.SerializeToUtf8Bytes(
            new EventEnvelope(type, null, JsonSerializer.Serialize(message, typeInfo)), PSeriesJson.Wire.EventEnvelope));

    private PSeriesEvent Wrap<T>(int type, T message, JsonTypeInfo<T> typeInfo) => Wrap(type, JsonSerializer.Serialize(message, typeInfo));

    private PSeriesEvent Wrap(int type, string message)
        => new(type, JsonSerializer.SerializeToUtf8Bytes(new EventEnvelope(type, options.SerialNumber, message), PSeriesJson.Wire.EventEnvelope));
}
