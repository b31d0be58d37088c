using System.Net;
using Undertone.Media.Codecs;
using Undertone.Media.Io;
using Undertone.Media.Plans;
using Undertone.Media.Ports;
using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

/// <summary>A worker without its thread, on a network in memory and a clock that the test moves.</summary>
internal sealed class WorkerRig : IDisposable
{
    public const long Millisecond = 1_000_000;

    private readonly SpscRing<WorkerCommand> _commands = new(256);
    private readonly SpscRing<WorkerEvent> _events = new(64);
    private readonly List<LegFacts> _facts = [];

    public WorkerRig(int capacity = 16)
    {
        Io = new FakeMediaIo(capacity * 2) { Now = Now };
        var settings = new WorkerSettings(capacity, TimeSpan.FromSeconds(3), 1_700_000_000_000_000, "test"u8.ToArray(), 12345, new PressureLimits());
        Worker = new MediaWorker(Io, _commands, _events, null, settings, Now);
    }

    public FakeMediaIo Io { get; }

    public MediaWorker Worker { get; }

    public long Now { get; private set; } = 1_000_000_000;

    public List<TestLeg> Legs { get; } = [];

    public List<WorkerEvent> Events { get; } = [];

    public ref LegCounters Counters(TestLeg leg) => ref Worker.Legs.Counters[leg.Place.Index];

    public TestLeg AddLeg(
        AudioCodec codec = AudioCodec.Pcmu,
        int phase = 0,
        bool digitsAreCommands = false,
        int packetTime = 20,
        int? keyType = 101,
        SourceLearning learning = SourceLearning.Normal,
        bool configure = true,
        uint generation = 1)
    {
        var place = new LegRef(Legs.Count, generation);
        var endPoint = new IPEndPoint(IPAddress.Parse($"10.0.0.{Legs.Count + 1}"), 4000);
        var payloadType = AudioCodecs.FactsOf(codec).StaticPayloadType;
        var remote = new RemoteMedia
        {
            Rtp = endPoint,
            Codec = codec,
            SendPayloadType = payloadType,
            ReceivePayloadType = payloadType,
            PacketTimeMilliseconds = packetTime,
            TelephoneEventSendPayloadType = keyType,
            TelephoneEventReceivePayloadType = keyType ?? 101,
        };
        var leg = new TestLeg(this, place, remote, MediaAddress.From(endPoint), phase);
        var sockets = new SocketPair(new FakeMediaIo.FakeSocket(5000), new FakeMediaIo.FakeSocket(5001));
        Legs.Add(leg);
        _facts.Add(new LegFacts(place, configure ? codec : null, packetTime, 60, leg.PacketMilliseconds));
        Post(new WorkerCommand(CommandKind.AddLeg, place, new AddedLeg(leg, sockets, digitsAreCommands, learning, 0xABC0u + (uint)place.Index, 65500, 4294960000)));
        if (configure)
        {
            Configure(leg);
        }

        return leg;
    }

    public void Configure(TestLeg leg) => Post(new WorkerCommand(CommandKind.SetRemote, leg.Place, new RemoteState(leg.Remote)));

    /// <summary>Another codec is agreed; the plan that follows must be posted, as a session does.</summary>
    public void ChangeCodec(TestLeg leg, AudioCodec codec)
    {
        var payloadType = AudioCodecs.FactsOf(codec).StaticPayloadType;
        leg.Remote = leg.Remote with { Codec = codec, SendPayloadType = payloadType, ReceivePayloadType = payloadType };
        leg.RestartEncoder();
        _facts[leg.Place.Index] = _facts[leg.Place.Index] with { Codec = codec };
        Configure(leg);
    }

    /// <summary>It speaks in packets of another length, as the session knows; the plan that follows must be posted.</summary>
    public void Speak(TestLeg leg, int packetMilliseconds)
    {
        leg.PacketMilliseconds = packetMilliseconds;
        _facts[leg.Place.Index] = _facts[leg.Place.Index] with { SpokenMilliseconds = packetMilliseconds };
    }

    public void Post(in WorkerCommand command) => Assert.True(_commands.TryWrite(command));

    /// <summary>Posts a plan: for each ear, whom it hears.</summary>
    public void Plan(params (TestLeg Ear, TestLeg[] Mouths)[] routes) =>
        Post(new WorkerCommand(CommandKind.SetPlan, default, Compile(routes)));

    public SessionPlan Compile(params (TestLeg Ear, TestLeg[] Mouths)[] routes)
    {
        var mouths = new IReadOnlyList<int>[Legs.Count];
        Array.Fill(mouths, []);
        foreach (var (ear, heard) in routes)
        {
            mouths[ear.Place.Index] = [.. heard.Select(mouth => mouth.Place.Index)];
        }

        return PlanCompiler.Compile(_facts, mouths);
    }

    /// <summary>Lets time pass in steps of a millisecond; who speaks sends a packet at her phase.</summary>
    public void Run(int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
        {
            Now += Millisecond;
            Io.Now = Now;
            foreach (var leg in Legs)
            {
                if (leg.Speaks && Now / Millisecond % leg.PacketMilliseconds == leg.PhaseMilliseconds)
                {
                    leg.Speak();
                }
            }

            Turn();
        }
    }

    /// <summary>One turn without time passing.</summary>
    public void Turn()
    {
        Worker.RunTurn(Now);
        while (_events.TryRead(out var news))
        {
            Events.Add(news);
        }
    }

    /// <summary>Lets time pass at once, as when the thread did not get the processor.</summary>
    public void Stall(int milliseconds)
    {
        Now += milliseconds * Millisecond;
        Io.Now = Now;
        Turn();
    }

    public void Dispose()
    {
        Worker.Dispose();
        Io.Dispose();
    }
}
