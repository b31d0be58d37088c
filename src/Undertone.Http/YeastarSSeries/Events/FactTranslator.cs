using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Trunks;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>
/// Tells what both versions tell in the same words: call records, what extensions do, changes of the configuration, the start. It
/// remembers what it last told of each extension. Used by one reader; not safe for several threads.
/// </summary>
/// <param name="options">Serial number and time zone.</param>
/// <param name="extensions">Which changes of each extension are told.</param>
/// <param name="engine">Knows where extensions are registered.</param>
internal sealed class FactTranslator(YeastarSSeriesOptions options, ExtensionDirectory extensions, ICallEngine engine)
{
    private const string Registered = "Registered";

    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <summary>The server has started.</summary>
    public IReport BootUp => Report("BootUp", (_, _) => []);

    /// <summary>What to tell of an engine event.</summary>
    public IEnumerable<IReport> Translate(EngineEvent engineEvent) => engineEvent switch
    {
        CallEnded ended => [Report("NewCdr", (layout, longest) => CallRecordFields.Of(ended.Record, options.TimeZone, layout, longest))],
        ExtensionRegistrationChanged changed => OfStatus(changed.Number, changed.Registered ? Registered : "Unregistered", changed.Registered ? changed.Address : "", w => w.Registration),
        ExtensionStateChanged { State: not ExtensionState.Unavailable } changed => OfStatus(changed.Number, WordOf(changed.State), AddressOf(changed.Number), w => w.CallState),
        ExtensionConfigurationChanged changed => OfConfiguration(changed),
        TrunkConfigurationChanged changed => [OfChange("trunk", "trunkname", changed.Name, changed.Change switch
        {
            TrunkChange.Created => Added,
            TrunkChange.Updated => Updated,
            _ => Deleted,
        })],
        _ => [],
    };

    /// <summary>Forgets what was told, after events have been missed.</summary>
    public void Forget() => _last.Clear();

    private const string Added = "add";
    private const string Updated = "update";
    private const string Deleted = "del";

    private IReport[] OfStatus(string number, string status, string address, Func<WatchedChanges, bool> isWatched)
    {
        // A phone that is registered again while its line is idle was told already.
        if (_last.GetValueOrDefault(number) == status)
        {
            return [];
        }

        _last[number] = status;
        bool isTold = !extensions.TryGet(number, out Extension? extension) || isWatched(extension.Watched);
        return !isTold ? [] : [Report("ExtensionStatus", (layout, _) =>
        {
            var fields = new Fields { { "extension", number }, { "status", status } };
            if (layout.IsV2)
            {
                fields.Add("registeredIP", address);
            }

            return fields;
        })];
    }

    private IReport[] OfConfiguration(ExtensionConfigurationChanged changed)
    {
        if (changed.Change is ExtensionChangeKind.Deleted)
        {
            _last.Remove(changed.Number);
        }

        return [OfChange("extension", "extid", changed.Number, changed.Change switch
        {
            ExtensionChangeKind.Created => Added,
            ExtensionChangeKind.Updated => Updated,
            _ => Deleted,
        })];
    }

    private FactReport OfChange(string kind, string key, string name, string operation)
        => Report("ConfigChange", (_, _) => new Fields { { "type", kind }, { key, name }, { "operation", operation } });

    private FactReport Report(string name, Func<EventLayout, int, Fields> content) => new(name, options.SerialNumber, content);

    private string AddressOf(string number) => engine.StatusOf(number).DeviceAddresses is [var newest, ..] ? newest : "";

    private static string WordOf(ExtensionState state) => state switch
    {
        ExtensionState.Ringing => "Ringing",
        ExtensionState.Busy or ExtensionState.Hold => "Busy",
        _ => Registered,
    };
}
