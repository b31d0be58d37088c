using Undertone.Media.Codecs;
using Undertone.Media.Plans;

namespace Undertone.Media.Tests.Plans;

public sealed class PlanCompilerTests
{
    private static readonly LegFacts Pcmu = Leg(AudioCodec.Pcmu, 20);
    private static readonly LegFacts Pcma = Leg(AudioCodec.Pcma, 20);
    private static readonly LegFacts PcmuSlow = Leg(AudioCodec.Pcmu, 60);
    private static readonly LegFacts PcmuUnheard = Pcmu with { SpokenMilliseconds = null };
    private static readonly LegFacts PcmuOpen = Pcmu with { AskedMilliseconds = null };
    private static readonly LegFacts PcmuShort = PcmuOpen with { LongestMilliseconds = 40 };
    private static readonly LegFacts Early = Leg(null, 0);

    public static TheoryData<string> Cases => ["same", "codec", "length", "two", "none", "self", "twice", "earlyMouth", "earlyEar", "oneEarly",
        "unheard", "open", "tooLong", "asAsked"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_ear_forwards_one_like_mouth_and_mixes_all_else(string name)
    {
        var (legs, mouths, kind) = name switch
        {
            "same" => (new[] { Pcmu, Pcmu }, new[] { 1 }, EarKind.Forward),
            "codec" => ([Pcmu, Pcma], [1], EarKind.Mix),
            "length" => ([Pcmu, PcmuSlow], [1], EarKind.Mix),
            "two" => ([Pcmu, Pcmu, Pcmu], [1, 2], EarKind.Mix),
            "none" => ([Pcmu, Pcmu], [], EarKind.Silence),
            "self" => ([Pcmu, Pcmu], [0], EarKind.Silence),
            "twice" => ([Pcmu, Pcmu], [1, 0, 1], EarKind.Forward),
            "earlyMouth" => ([Pcmu, Early], [1], EarKind.Silence),
            "earlyEar" => ([Early, Pcmu], [1], EarKind.Silence),
            "unheard" => ([Pcmu, PcmuUnheard], [1], EarKind.Forward),
            "open" => ([PcmuOpen, PcmuSlow], [1], EarKind.Forward),
            "tooLong" => ([PcmuShort, PcmuSlow], [1], EarKind.Mix),
            "asAsked" => ([PcmuSlow, Pcmu with { SpokenMilliseconds = 60 }], [1], EarKind.Forward),
            _ => ([Pcmu, Pcmu, Early], [1, 2], EarKind.Forward),
        };
        var placed = legs.Select((leg, index) => leg with { Leg = new LegRef(index, 1) }).ToArray();
        var plan = PlanCompiler.Compile(placed, [mouths, .. Enumerable.Repeat(Array.Empty<int>(), legs.Length - 1)]);
        Assert.Equal(kind, plan.Legs[0].Kind);
        Assert.Equal(kind == EarKind.Mix ? plan.Legs[0].Mouths.Length : 0, plan.Legs[0].Cursors.Length);
    }

    [Theory]
    [InlineData(true, true, EarKind.Mix)]
    [InlineData(true, false, EarKind.Silence)]
    [InlineData(false, true, EarKind.Silence)]
    public void An_ear_without_mouths_is_sent_silence_where_that_is_wanted_and_a_codec_is_agreed(bool hasCodec, bool hearsSilence, object kind)
    {
        var ear = (hasCodec ? Pcmu : Early) with { Leg = new LegRef(0, 1) };
        var plan = PlanCompiler.Compile([ear], [[]], [hearsSilence]);
        Assert.Equal((EarKind)kind, plan.Legs[0].Kind);
        Assert.Empty(plan.Legs[0].Mouths);
    }

    [Fact]
    public void Ears_and_mouths_name_each_other_and_nobody_else_for_every_route_of_five_legs()
    {
        const int count = 5;
        var legs = Enumerable.Range(0, count).Select(i => Leg(i % 2 == 0 ? AudioCodec.Pcmu : AudioCodec.Pcma, 20) with { Leg = new LegRef(i, 1) }).ToArray();
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var routes = legs.Select(_ => (IReadOnlyList<int>)[.. Enumerable.Range(0, count).Where(_ => random.Next(2) == 0)]).ToArray();
            var plan = PlanCompiler.Compile(legs, routes);
            for (var ear = 0; ear < count; ear++)
            {
                Assert.Equal(routes[ear].Where(mouth => mouth != ear), plan.Legs[ear].Mouths.Select(mouth => mouth.Index));
                for (var mouth = 0; mouth < count; mouth++)
                {
                    var heard = mouth != ear && routes[ear].Contains(mouth);
                    var kind = plan.Legs[ear].Kind;
                    Assert.Equal(heard && kind == EarKind.Forward, plan.Legs[mouth].ForwardedTo.Contains(legs[ear].Leg));
                    Assert.Equal(heard && kind == EarKind.Mix, plan.Legs[mouth].MixedInto.Contains(legs[ear].Leg));
                }
            }
        }
    }

    /// <summary>A phone that speaks in the packet time that it asks for.</summary>
    private static LegFacts Leg(AudioCodec? codec, int packetTime) => new(default, codec, packetTime, 60, packetTime);
}
