using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Media;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip;
using Undertone.Sip.Transactions;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Calls;

namespace Undertone.Switch.Tests.Harness;

/// <summary>
/// The whole engine on loopback sockets, with phones. Its own times (ringing, registrations, probes) follow a manual clock; SIP
/// retransmissions and audio follow the real one.
/// </summary>
internal sealed class SwitchRig : IAsyncDisposable
{
    private const string Domain = "undertone.local";
    private static int _portRange;
    private readonly ExtensionDirectory _extensions;
    private readonly SipStack _stack;
    private readonly List<IAsyncDisposable> _phones = [];
    private readonly ConcurrentQueue<EngineEvent> _events = new();
    private readonly ConcurrentDictionary<CallId, Mailbox> _mailboxes = new();
    private readonly EngineEventReader _reader;
    private int _toneHz = 200;

    private SwitchRig(SwitchOptions options, TransactionTimers timers, PressureLimits pressure, ExtensionDirectory extensions)
    {
        _extensions = extensions;
        _stack = new SipStack(
            new SipStackOptions { Listen = [SipListenAddress.Parse("udp://127.0.0.1:0"), SipListenAddress.Parse("tcp://127.0.0.1:0")], Timers = timers },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        int firstPort = 10_000 + (Interlocked.Increment(ref _portRange) % 45 * 200);
        var media = new MediaPlane(
            new MediaOptions
            {
                Address = IPAddress.Loopback,
                FirstPort = firstPort,
                LastPort = firstPort + 199,
                Workers = 1,
                SilenceAfter = TimeSpan.FromMilliseconds(400),
                Pressure = pressure,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        var gate = new MonitorGate(extensions, Audit, Clock, OutsideSupervisors);
        Engine = new EmbeddedCallEngine(options, _stack, media, extensions, gate, Clock, NullLoggerFactory.Instance);
        _reader = Engine.Events.Subscribe();
        _ = KeepEventsAsync();
    }

    public EmbeddedCallEngine Engine { get; }

    public ManualTimeProvider Clock { get; } = new();

    public MemoryAudit Audit { get; } = new();

    public OutsideSupervisors OutsideSupervisors { get; } = new();

    public IReadOnlyList<EngineEvent> Events => [.. _events];

    public ExtensionDirectory Extensions => _extensions;

    public IPEndPoint Sip => Engine.Listening[0].EndPoint;

    public static string PasswordOf(string number) => $"secret-of-{number}";

    public static async Task<SwitchRig> StartAsync(SwitchOptions? options = null, TransactionTimers? timers = null, PressureLimits? pressure = null)
    {
        var extensions = ImmutableArray.CreateBuilder<Extension>();
        for (int number = 2000; number <= 2005; number++)
        {
            extensions.Add(Extension($"{number}", isSupervisor: false));
        }

        extensions.Add(Extension("3000", isSupervisor: true));
        extensions.Add(Extension("3001", isSupervisor: true));
        var directory = new ExtensionDirectory(new MemoryExtensions(extensions.ToImmutable()));
        await directory.LoadAsync(CancellationToken.None);
        var rig = new SwitchRig(options ?? new SwitchOptions(), timers ?? new TransactionTimers(), pressure ?? new PressureLimits(), directory);
        await rig.Engine.StartAsync(CancellationToken.None);
        return rig;
    }

    /// <summary>A registered phone.</summary>
    public async Task<SimulatedPhone> PhoneAsync(string number, AnswerPolicy answering = AnswerPolicy.Always, Func<SimulatedPhoneOptions, SimulatedPhoneOptions>? change = null)
    {
        var options = new SimulatedPhoneOptions
        {
            Number = number,
            Password = PasswordOf(number),
            Server = Sip,
            ToneFrequencyHz = _toneHz += 200,
            Answering = answering,
            EarMemory = TimeSpan.FromSeconds(5),
        };
        SimulatedPhone phone = await SimulatedPhone.StartAsync(change is null ? options : change(options));
        _phones.Add(phone);
        await phone.RegisterAsync();
        return phone;
    }

    /// <summary>A registered phone whose every message the test writes.</summary>
    public async Task<RawPhone> RawPhoneAsync(string number)
    {
        var phone = new RawPhone(number, Sip);
        _phones.Add(phone);
        await phone.RegisterAsync();
        return phone;
    }

    /// <summary>Two phones in conversation.</summary>
    public async Task<(PhoneCall Caller, PhoneCall Callee)> TalkAsync(SimulatedPhone from, SimulatedPhone to)
    {
        PhoneCall caller = await from.CallAsync(to.Options.Number);
        PhoneCall callee = await to.NextIncomingCallAsync();
        await callee.WaitForAsync(PhoneCallState.Talking);
        await Eventually.TrueAsync(() => Engine.Calls.Any(c => c.IsAnswered && c.From == from.Options.Number && c.To == to.Options.Number), () => "the call is not answered");
        return (caller, callee);
    }

    /// <summary>The first event of a kind that satisfies, past or to come.</summary>
    public async Task<T> EventAsync<T>(Func<T, bool>? satisfies = null)
        where T : EngineEvent
    {
        T? found = null;
        await Eventually.TrueAsync(
            () => (found = _events.OfType<T>().FirstOrDefault(e => satisfies?.Invoke(e) ?? true)) is not null,
            () => $"no {typeof(T).Name} as expected among: {string.Join('\n', _events)}");
        return found!;
    }

    /// <summary>How the one call that has ended is recorded.</summary>
    public async Task<CallRecord> RecordAsync() => (await EventAsync<CallEnded>()).Record;

    /// <summary>Every call is over: no session, no table entry, no media leg, no port but resting ones, no open mailbox.</summary>
    public async Task NothingIsLeftAsync()
    {
        SwitchServices services = Engine.Services;
        await Eventually.TrueAsync(() => Leftovers().All(l => l.Count == 0), () => string.Join(", ", Leftovers()));
        return;

        (string What, int Count)[] Leftovers()
        {
            MediaPlaneSnapshot media = Engine.Media;
            return
            [
                ("calls", services.Calls.Count), ("legs", services.Calls.LegCount), ("monitors", services.Calls.MonitorCount),
                ("sessions", services.Sessions.Count), ("pending INVITEs", services.Sessions.PendingInvites),
                ("media legs", media.Workers.Sum(w => w.Legs)), ("ports in use", media.PortPairsUsed),
                ("open mailboxes", _mailboxes.Values.Count(m => !m.Completion.IsCompleted)),
                ("busy extensions", _extensions.All.Count(e => services.Activity.HasLegs(e.Number))),
            ];
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable phone in _phones)
        {
            await phone.DisposeAsync();
        }

        _reader.Dispose();
        await Engine.DisposeAsync();
        _extensions.Dispose();
    }

    private static Extension Extension(string number, bool isSupervisor) => new()
    {
        Number = number,
        Name = $"Name {number}",
        Secret = SipSecret.FromPassword(number, Domain, PasswordOf(number)),
        AllowBeingMonitored = !isSupervisor,
        MonitorRight = isSupervisor ? MonitorRight.Extensive : MonitorRight.Disabled,
    };

    private async Task KeepEventsAsync()
    {
        await foreach (EngineEvent happened in _reader.ReadAllAsync(CancellationToken.None))
        {
            if (happened is CallChanged { Call.Id: var id } && Engine.Services.Calls.TryFind(id, out Call? call))
            {
                _mailboxes[id] = call.Mailbox;
            }

            _events.Enqueue(happened);
        }
    }
}
