using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Media.Codecs;

namespace Undertone.Media.Tests.Io;

/// <summary>The whole plane on real sockets, once with the calls of Linux (where there are any) and once with the portable ones.</summary>
public sealed class MediaPlaneTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static TheoryData<bool> Kinds => OperatingSystem.IsLinux() ? [false, true] : [true];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_phones_hear_each_other_bit_identical(bool portable)
    {
        using var call = new Call(portable);
        await call.Session.ApplyPlanAsync(call.Talk());
        var payload = Enumerable.Range(0, 160).Select(i => (byte)i).ToArray();
        call.Phones[0].Send(call.Legs[0].RtpPort, payload);
        var (header, heard, from) = call.Phones[1].Receive();
        Assert.Equal(payload, heard);
        Assert.Equal(call.Legs[1].RtpPort, from.Port);
        Assert.NotEqual(77u, header.Ssrc);
        call.Phones[1].Send(call.Legs[1].RtpPort, payload);
        Assert.Equal(payload, call.Phones[0].Receive().Payload);
        call.Events.WaitFor($"first of {call.Legs[0].RtpPort} from {call.Phones[0].Address.Port}");
        Assert.Equal(call.Phones[0].Address, call.Legs[0].Snapshot().LastSource);
        Assert.Equal(1, call.Legs[0].Snapshot().PacketsReceived);
        Assert.Equal(1, call.Legs[1].Snapshot().PacketsSent);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_ear_gets_the_packet_time_that_it_asked_for_and_any_when_it_asked_for_none(bool portable)
    {
        using var call = new Call(portable);
        await call.Session.ApplyPlanAsync(call.Talk());
        var spoken = new byte[240];
        Assert.True(HearsWithin(500, 160));
        call.Legs[1].Configure(call.Phones[1].Remote with { AsksForPacketTime = false });
        Assert.True(HearsWithin(500, 240));
        call.Legs[1].Configure(call.Phones[1].Remote with { AsksForPacketTime = false, LongestPacketMilliseconds = 20 });
        Assert.True(HearsWithin(500, 160));

        bool HearsWithin(int packets, int bytes)
        {
            var heard = 0;
            for (var i = 0; i < packets && heard != bytes; i++)
            {
                call.Phones[0].Send(call.Legs[0].RtpPort, spoken);
                heard = call.Phones[1].Receive().Payload.Length;
            }

            return heard == bytes;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_supervisor_hears_the_sum_of_both_and_nobody_hears_her(bool portable)
    {
        using var call = new Call(portable, phones: 3);
        await call.Session.ApplyPlanAsync(new HearingRoutes(
        [
            new EarRoute(call.Legs[0], [call.Legs[1]]),
            new EarRoute(call.Legs[1], [call.Legs[0]]),
            new EarRoute(call.Legs[2], [call.Legs[0], call.Legs[1]]),
        ]));

        // Her ear's own clock paces the test: a packet of each phone for each one she gets.
        var largest = 0;
        for (var i = 0; i < 500 && largest < 3900; i++)
        {
            call.Phones[0].SendLevel(call.Legs[0].RtpPort, 1000);
            call.Phones[1].SendLevel(call.Legs[1].RtpPort, 3000);
            call.Phones[2].SendLevel(call.Legs[2].RtpPort, 9000);
            var pcm = new short[160];
            default(AudioDecoder).Decode(AudioCodec.Pcmu, call.Phones[2].Receive().Payload, pcm);
            largest = Math.Max(largest, pcm.Max());
            Assert.InRange(Level(call.Phones[0].Receive().Payload), 2900, 3100);
            Assert.InRange(Level(call.Phones[1].Receive().Payload), 950, 1050);
        }

        Assert.InRange(largest, 3900, 4200);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Collecting_garbage_during_a_call_closes_no_socket(bool portable)
    {
        using var call = new Call(portable);
        await call.Session.ApplyPlanAsync(call.Talk());
        var ports = call.Legs.Select(leg => leg.RtpPort).ToArray();
        for (var i = 0; i < 50; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            call.Phones[0].Send(ports[0], new byte[160]);
            call.Phones[1].Receive();
            call.Phones[1].Send(ports[1], new byte[160]);
            call.Phones[0].Receive();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_stranger_sends_reaches_nobody_and_is_counted(bool portable)
    {
        using var call = new Call(portable);
        using var stranger = new UdpPhone();
        await call.Session.ApplyPlanAsync(call.Talk());
        call.Phones[0].Send(call.Legs[0].RtpPort, new byte[160]);
        call.Phones[1].Receive();
        stranger.SendLevel(call.Legs[0].RtpPort, 9000);
        call.Phones[0].SendRaw(call.Legs[0].RtpPort, [0x80]);
        call.Phones[0].SendRaw(call.Legs[0].RtpPort, new byte[1500]);
        call.Phones[0].SendRaw(call.Legs[0].RtpPort, []);
        call.Phones[0].Send(call.Legs[0].RtpPort, [1, 2, 3]);
        Assert.Equal([1, 2, 3], call.Phones[1].Receive().Payload);
        Assert.Equal(1, call.Legs[0].Snapshot().UnexpectedSource);
        Assert.Equal(3, call.Legs[0].Snapshot().Malformed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_phone_whose_socket_is_gone_disturbs_nobody(bool portable)
    {
        using var call = new Call(portable);
        await call.Session.ApplyPlanAsync(call.Talk());
        call.Phones[1].Send(call.Legs[1].RtpPort, [1]);
        call.Phones[0].Receive();
        call.Phones[1].Dispose();
        for (var i = 0; i < 20; i++)
        {
            call.Phones[0].Send(call.Legs[0].RtpPort, new byte[160]);
        }

        Assert.True(SpinWait.SpinUntil(() => call.Legs[0].Snapshot().PacketsReceived == 20, Patience));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_closed_leg_takes_no_commands_and_its_ports_rest(bool portable)
    {
        using var call = new Call(portable);
        await call.Session.ApplyPlanAsync(call.Talk());
        call.Phones[0].Send(call.Legs[0].RtpPort, new byte[160]);
        call.Phones[1].Receive();
        call.Legs[0].Close();
        call.Legs[0].Close();
        call.Legs[0].Configure(call.Phones[0].Remote);
        call.Legs[0].SendDigit('5', TimeSpan.FromMilliseconds(100));
        await call.Session.ApplyPlanAsync(call.Talk());
        Assert.True(SpinWait.SpinUntil(() => call.Plane.Snapshot().PortPairsResting == 1, Patience));
        var snapshot = call.Legs[0].Snapshot();
        Assert.Equal(3, snapshot.StaleCommands);
        Assert.Equal(1, snapshot.PacketsReceived);
        Assert.Equal(1, call.Plane.Snapshot().PortPairsUsed);
        Assert.Equal(1, call.Plane.Snapshot().Workers[0].Legs);
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        Assert.Throws<SocketException>(() => other.Bind(new IPEndPoint(IPAddress.Loopback, call.Legs[0].RtpPort)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Silence_sound_and_digits_are_told(bool portable)
    {
        using var call = new Call(portable, silenceAfter: TimeSpan.FromMilliseconds(100));
        await call.Session.ApplyPlanAsync(call.Talk());
        var port = call.Legs[0].RtpPort;
        call.Events.WaitFor($"silence of {port}");
        call.Phones[0].Send(port, new byte[160]);
        call.Events.WaitFor($"sound of {port}");
        call.Phones[0].PayloadType = 101;
        call.Phones[0].Send(port, [7, 0x8A, 3, 0x20]);
        call.Events.WaitFor($"digit 7 100 of {port}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_owner_that_throws_loses_nothing_of_others(bool portable)
    {
        using var call = new Call(portable);
        call.Events.Throws = true;
        await call.Session.ApplyPlanAsync(call.Talk());
        call.Phones[0].Send(call.Legs[0].RtpPort, new byte[160]);
        call.Phones[1].Receive();
        call.Events.Throws = false;
        call.Phones[1].Send(call.Legs[1].RtpPort, new byte[160]);
        call.Events.WaitFor($"first of {call.Legs[1].RtpPort} from {call.Phones[1].Address.Port}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_digit_for_an_ear_is_sent_as_telephone_event(bool portable)
    {
        using var call = new Call(portable);
        await call.Session.ApplyPlanAsync(HearingRoutes.Silence);
        call.Legs[0].SendDigit('#', TimeSpan.FromMilliseconds(100));
        var (header, payload, _) = call.Phones[0].Receive();
        Assert.Equal(101, header.PayloadType);
        Assert.True(header.Marker);
        Assert.Equal(11, payload[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task More_commands_than_fit_into_the_queue_are_all_carried_out(bool portable)
    {
        using var call = new Call(portable, commandQueue: 16);
        var plans = Enumerable.Range(0, 2000).Select(_ => call.Session.ApplyPlanAsync(call.Talk()).AsTask()).ToArray();
        var ticks = await Task.WhenAll(plans).WaitAsync(Patience);
        Assert.Equal(ticks.Order(), ticks);
        call.Phones[0].Send(call.Legs[0].RtpPort, new byte[160]);
        call.Phones[1].Receive();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_range_without_a_free_pair_refuses_the_leg_and_says_why(bool portable)
    {
        using var call = new Call(portable, phones: 8, portPairs: 8);
        Assert.False(call.Session.TryAddLeg(new MediaLegOptions(), out var leg, out var refusal));
        Assert.Null(leg);
        Assert.Equal(MediaRefusal.NoPortFree, refusal);
        call.Session.Dispose();
        Assert.False(call.Session.TryAddLeg(new MediaLegOptions(), out _, out refusal));
        Assert.Equal(MediaRefusal.Closed, refusal);
    }

    [Fact]
    public void A_leg_that_no_worker_has_seen_yet_has_an_empty_snapshot()
    {
        using var plane = new MediaPlane(
            new MediaOptions { Address = IPAddress.Loopback }, TimeProvider.System, NullLoggerFactory.Instance);
        Assert.True(plane.TryCreateSession(new RecordedEvents(), out var session));
        Assert.True(session!.TryAddLeg(new MediaLegOptions(), out var leg, out _));
        Assert.Equal(new MediaLegSnapshot { RtpPort = leg!.RtpPort }, leg.Snapshot());
        leg.Close();
    }

    [Fact]
    public void A_worker_that_is_full_refuses_the_leg()
    {
        using var call = new Call(portable: false, phones: 2, capacity: 2);
        Assert.False(call.Session.TryAddLeg(new MediaLegOptions(), out _, out var refusal));
        Assert.Equal(MediaRefusal.WorkerFull, refusal);
        Assert.False(call.Plane.TryCreateSession(call.Events, out _));
    }

    [Fact]
    public void An_overloaded_plane_begins_no_session()
    {
        using var plane = new MediaPlane(
            new MediaOptions { Address = IPAddress.Loopback, Pressure = new PressureLimits(Strained: 0, Overloaded: 0, FewLegs: 0) },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        Assert.True(plane.TryCreateSession(new RecordedEvents(), out var early));
        plane.Start();
        Assert.True(SpinWait.SpinUntil(() => plane.Snapshot().Workers[0].Pressure == MediaPressure.Overloaded, Patience));
        Assert.False(plane.TryCreateSession(new RecordedEvents(), out _));
        Assert.Equal(MediaPressure.Overloaded, early!.Pressure);
    }

    [Fact]
    public void A_plane_that_has_ended_leaves_no_native_memory_behind()
    {
        var options = new MediaOptions { Address = IPAddress.Loopback, Workers = 1, LegCapacityPerWorker = 8192 };
        var plane = new MediaPlane(options, TimeProvider.System, NullLoggerFactory.Instance);
        var with = NativeMemoryUse.Bytes;
        plane.Dispose();
        plane.Dispose();
        // Other tests have planes of their own meanwhile, all much smaller than this one.
        Assert.InRange(with - NativeMemoryUse.Bytes, 50_000_000, long.MaxValue);
    }

    [Fact]
    public void An_address_of_another_machine_is_refused()
    {
        using var plane = new MediaPlane(
            new MediaOptions { Address = IPAddress.Parse("192.0.2.1") }, TimeProvider.System, NullLoggerFactory.Instance);
        plane.Start();
        Assert.True(plane.TryCreateSession(new RecordedEvents(), out var session));
        Assert.False(session!.TryAddLeg(new MediaLegOptions(), out _, out var refusal));
        Assert.Equal(MediaRefusal.AddressRefused, refusal);
    }

    [Fact]
    public async Task A_plan_of_a_plane_that_has_ended_is_cancelled_and_snapshots_stay()
    {
        var call = new Call(portable: false);
        await call.Session.ApplyPlanAsync(call.Talk());
        call.Phones[0].Send(call.Legs[0].RtpPort, new byte[160]);
        call.Phones[1].Receive();
        call.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call.Session.ApplyPlanAsync(HearingRoutes.Silence));
        Assert.Equal(1, call.Legs[0].Snapshot().PacketsReceived);
        Assert.False(call.Plane.TryCreateSession(call.Events, out _));
    }

    [Fact]
    public async Task A_leg_of_another_session_cannot_be_named()
    {
        using var call = new Call(portable: false);
        Assert.True(call.Plane.TryCreateSession(call.Events, out var other));
        await Assert.ThrowsAsync<ArgumentException>(async () => await other!.ApplyPlanAsync(call.Talk()));
    }

    private static int Level(byte[] payload)
    {
        var pcm = new short[1];
        default(AudioDecoder).Decode(AudioCodec.Pcmu, payload.AsSpan(80, 1), pcm);
        return pcm[0];
    }

    /// <summary>A session with phones.</summary>
    private sealed class Call : IDisposable
    {
        public Call(bool portable, int phones = 2, TimeSpan? silenceAfter = null, int commandQueue = 4096, int portPairs = 200, int capacity = 64)
        {
            var firstPort = FreeRange(portPairs);
            var options = new MediaOptions
            {
                Address = IPAddress.Loopback,
                FirstPort = firstPort,
                LastPort = firstPort + (portPairs * 2) - 1,
                Workers = 1,
                LegCapacityPerWorker = capacity,
                CommandQueueLength = commandQueue,
                SilenceAfter = silenceAfter ?? TimeSpan.FromSeconds(60),
                PreferPortableSockets = portable,
            };
            Plane = new MediaPlane(options, TimeProvider.System, NullLoggerFactory.Instance);
            Plane.Start();
            Assert.True(Plane.TryCreateSession(Events, out var session));
            Session = session!;
            for (var i = 0; i < phones; i++)
            {
                Assert.True(Session.TryAddLeg(new MediaLegOptions(), out var leg, out _));
                var phone = new UdpPhone();
                leg!.Configure(phone.Remote);
                Assert.Equal(0, leg.RtpPort % 2);
                Assert.Equal(leg.RtpPort + 1, leg.RtcpPort);
                Legs.Add(leg);
                Phones.Add(phone);
            }
        }

        public MediaPlane Plane { get; }

        public MediaSession Session { get; }

        public RecordedEvents Events { get; } = new();

        public List<MediaLeg> Legs { get; } = [];

        public List<UdpPhone> Phones { get; } = [];

        public HearingRoutes Talk() => new([new EarRoute(Legs[0], [Legs[1]]), new EarRoute(Legs[1], [Legs[0]])]);

        public void Dispose()
        {
            Session.Dispose();
            Plane.Dispose();
            Phones.ForEach(phone => phone.Dispose());
        }

        /// <summary>Below the ports that the system gives to others; each test elsewhere, so that tests may run side by side.</summary>
        private static int FreeRange(int pairs)
        {
            for (var attempt = 0; attempt < 100; attempt++)
            {
                var first = 10_000 + (Random.Shared.Next(10_000) * 2);
                if (Enumerable.Range(first, Math.Min(pairs * 2, 32)).All(IsFree))
                {
                    return first;
                }
            }

            throw new InvalidOperationException("No free ports on this machine.");
        }

        private static bool IsFree(int port)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
