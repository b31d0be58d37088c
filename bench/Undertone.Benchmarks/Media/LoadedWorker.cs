using System.Net;
using Undertone.Media;
using Undertone.Media.Codecs;
using Undertone.Media.Io;
using Undertone.Media.Plans;
using Undertone.Media.Ports;
using Undertone.Media.Workers;
using Undertone.Supervision.Monitoring;

namespace Undertone.Benchmarks.Media;

/// <summary>A worker without its thread that carries many calls of two parties and a supervisor, all of whom speak.</summary>
internal sealed class LoadedWorker : IDisposable
{
    private const int LegsPerCall = 3;
    private const int FrameMilliseconds = 20;
    private const long Millisecond = 1_000_000;

    private readonly SpscRing<WorkerCommand> _commands = new(16);
    private readonly SpscRing<WorkerEvent> _events = new(8192);
    private readonly int[][] _speakersAt;
    private readonly CannedMediaIo _io;
    private readonly MediaWorker _worker;
    private long _now = 1_000_000_000;

    public LoadedWorker(int calls, MonitorMode mode, AudioCodec codec)
    {
        var legs = calls * LegsPerCall;
        _io = new CannedMediaIo(legs);
        var settings = new WorkerSettings(legs, TimeSpan.FromSeconds(3), 1_700_000_000_000_000, "bench"u8.ToArray(), 12345, new PressureLimits());
        _worker = new MediaWorker(_io, _commands, _events, null, settings, _now);

        // Phones know nothing of each other: 7 and 20 have no common factor, so the packets come evenly spread over the 20 ms.
        _speakersAt = [.. Enumerable.Range(0, FrameMilliseconds)
            .Select(at => Enumerable.Range(0, legs).Where(leg => leg * 7 % FrameMilliseconds == at).ToArray())];
        for (var call = 0; call < calls; call++)
        {
            AddCall(call * LegsPerCall, mode, codec);
        }
    }

    public long SentPackets => _io.SentPackets;

    public long ConcealedFrames
    {
        get
        {
            var concealed = 0L;
            for (var leg = 0; leg < _worker.ActiveLegs; leg++)
            {
                concealed += _worker.Legs.Counters[leg].FramesConcealed;
            }

            return concealed;
        }
    }

    /// <summary>20 ms of media time: one packet of every mouth, and one tick of every ear that mixes.</summary>
    public void RunFrame()
    {
        foreach (var speakers in _speakersAt)
        {
            _now += Millisecond;
            _io.Speak(speakers);
            _worker.RunTurn(_now);
        }

        Drain();
    }

    public void Dispose()
    {
        _worker.Dispose();
        _io.Dispose();
    }

    private void AddCall(int first, MonitorMode mode, AudioCodec codec)
    {
        var facts = new LegFacts[LegsPerCall];
        for (var i = 0; i < LegsPerCall; i++)
        {
            facts[i] = new LegFacts(AddLeg(first + i, codec), codec, FrameMilliseconds, 60, FrameMilliseconds);
        }

        IReadOnlyList<int>[] mouths = mode == MonitorMode.Barge ? [[1, 2], [0, 2], [0, 1]] : [[1], [0], [0, 1]];
        Post(new WorkerCommand(CommandKind.SetPlan, default, PlanCompiler.Compile(facts, mouths)));
        _worker.RunTurn(_now);
        Drain();
    }

    private LegRef AddLeg(int index, AudioCodec codec)
    {
        var place = new LegRef(index, 1);
        var endPoint = new IPEndPoint(new IPAddress([10, 0, (byte)(index >> 8), (byte)index]), 4000);
        var facts = AudioCodecs.FactsOf(codec);
        var remote = new RemoteMedia
        {
            Rtp = endPoint,
            Codec = codec,
            SendPayloadType = facts.StaticPayloadType,
            ReceivePayloadType = facts.StaticPayloadType,
            TelephoneEventSendPayloadType = 101,
            TelephoneEventReceivePayloadType = 101,
        };
        var encoder = default(AudioEncoder);
        encoder.Reset();
        var payload = new byte[facts.BytesPerMillisecond * FrameMilliseconds];
        encoder.Encode(codec, Voice.Frame(index, facts.SampleRateHz), payload);
        _io.Connect(index, new CannedStream(0x1000u + (uint)index, facts.StaticPayloadType, payload, MediaAddress.From(endPoint)));

        var sockets = new SocketPair(new CannedMediaIo.Socket(5000), new CannedMediaIo.Socket(5001));
        Post(new WorkerCommand(CommandKind.AddLeg, place, new AddedLeg(this, sockets, false, SourceLearning.Normal, 0xABC0u + (uint)index, 1, 1)));
        Post(new WorkerCommand(CommandKind.SetRemote, place, new RemoteState(remote)));
        return place;
    }

    private void Post(in WorkerCommand command)
    {
        if (!_commands.TryWrite(command))
        {
            throw new InvalidOperationException("The queue of commands is full.");
        }
    }

    private void Drain()
    {
        while (_events.TryRead(out _))
        {
            // News of first packets and of plans, which nobody waits for here.
        }
    }
}
