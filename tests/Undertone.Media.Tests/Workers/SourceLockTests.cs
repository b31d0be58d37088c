using System.Net;
using Undertone.Media.Io;
using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class SourceLockTests
{
    private const long Second = 1_000_000_000;

    private static readonly MediaAddress Sdp = At("10.0.0.1", 4000);
    private static readonly MediaAddress SameHost = At("10.0.0.1", 4500);
    private static readonly MediaAddress Elsewhere = At("198.51.100.7", 4000);
    private static readonly MediaAddress ElsewhereToo = At("198.51.100.8", 4000);

    [Fact]
    public void The_address_of_the_SDP_is_accepted_at_any_time_and_keeps_others_out()
    {
        var source = Configured(SourceLearning.Normal, Sdp);
        Assert.Equal(SourceVerdict.Accepted, source.Judge(Sdp, false, 100 * Second));
        Assert.Equal(SourceVerdict.Refused, source.Judge(SameHost, true, 100 * Second));
        Assert.Equal(SourceVerdict.Refused, source.Judge(Elsewhere, true, 100 * Second));
        Assert.Equal(Sdp, source.Destination);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Another_source_is_learnt_only_within_three_seconds(int seconds, bool accepted)
    {
        var source = Configured(SourceLearning.Normal, Sdp);
        Assert.Equal(accepted ? SourceVerdict.Accepted : SourceVerdict.Refused, source.Judge(Elsewhere, false, seconds * Second));
        Assert.Equal(accepted ? Elsewhere : Sdp, source.Destination);
    }

    [Fact]
    public void The_first_of_two_strangers_is_kept()
    {
        var source = Configured(SourceLearning.Normal, Sdp);
        Assert.Equal(SourceVerdict.Accepted, source.Judge(Elsewhere, false, 0));
        Assert.Equal(SourceVerdict.Refused, source.Judge(ElsewhereToo, false, 1));
        Assert.Equal(SourceVerdict.Accepted, source.Judge(Elsewhere, false, 10 * Second));
    }

    [Fact]
    public void Another_port_of_the_SDPs_host_is_preferred_and_its_own_address_most_of_all()
    {
        var source = Configured(SourceLearning.Normal, Sdp);
        source.Judge(Elsewhere, false, 0);
        Assert.Equal(SourceVerdict.AcceptedAnew, source.Judge(SameHost, false, 1));
        Assert.Equal(SourceVerdict.Refused, source.Judge(Elsewhere, false, 2));
        Assert.Equal(SourceVerdict.AcceptedAnew, source.Judge(Sdp, false, 20 * Second));
        Assert.Equal(SourceVerdict.Refused, source.Judge(SameHost, false, 20 * Second));
    }

    [Theory]
    [InlineData(SourceLearning.Normal)]
    [InlineData(SourceLearning.Strict)]
    [InlineData(SourceLearning.Roaming)]
    public void Without_an_address_in_the_SDP_the_first_source_is_learnt_whenever_it_comes(SourceLearning learning)
    {
        var source = Configured(learning, At("0.0.0.0", 4000));
        Assert.False(source.Destination.IsKnown);
        Assert.Equal(SourceVerdict.Accepted, source.Judge(Elsewhere, false, 60 * Second));
        Assert.Equal(SourceVerdict.Refused, source.Judge(ElsewhereToo, false, 60 * Second));
        Assert.Equal(Elsewhere, source.Destination);
    }

    [Fact]
    public void Strict_knows_only_the_SDP()
    {
        var source = Configured(SourceLearning.Strict, Sdp);
        Assert.Equal(SourceVerdict.Refused, source.Judge(SameHost, true, 0));
        Assert.Equal(SourceVerdict.Accepted, source.Judge(Sdp, true, 0));
    }

    [Fact]
    public void Roaming_follows_a_stream_that_goes_on_elsewhere()
    {
        var source = Configured(SourceLearning.Roaming, Sdp);
        source.Judge(Sdp, false, 0);
        Assert.Equal(SourceVerdict.Refused, source.Judge(Elsewhere, false, 10 * Second));
        Assert.Equal(SourceVerdict.AcceptedAnew, source.Judge(Elsewhere, true, 10 * Second));
        Assert.Equal(Elsewhere, source.Destination);
    }

    [Fact]
    public void A_new_address_in_a_reINVITE_is_used_at_once_and_the_old_source_has_no_right_any_more()
    {
        var source = Configured(SourceLearning.Normal, Sdp);
        source.Judge(Sdp, false, 0);
        source.Configure(Elsewhere, 10 * Second);
        Assert.Equal(Elsewhere, source.Destination);
        Assert.Equal(SourceVerdict.Accepted, source.Judge(Elsewhere, false, 10 * Second));
        Assert.Equal(SourceVerdict.Refused, source.Judge(Sdp, false, 10 * Second));
    }

    [Fact]
    public void A_reINVITE_with_the_same_address_keeps_a_live_source()
    {
        var source = Configured(SourceLearning.Normal, Sdp);
        source.Judge(Elsewhere, false, 0);
        source.Judge(Elsewhere, false, 10 * Second);
        source.Configure(Sdp, 10 * Second);
        Assert.Equal(SourceVerdict.Refused, source.Judge(ElsewhereToo, false, (10 * Second) + 1));
        Assert.Equal(SourceVerdict.Accepted, source.Judge(Elsewhere, false, (10 * Second) + 2));
    }

    [Fact]
    public void A_reINVITE_lets_a_new_source_take_over_from_one_that_fell_silent()
    {
        var source = Configured(SourceLearning.Normal, Sdp);
        source.Judge(Sdp, false, 0);
        source.Configure(Sdp, 10 * Second);
        Assert.Equal(SourceVerdict.AcceptedAnew, source.Judge(Elsewhere, false, 11 * Second));
    }

    [Fact]
    public void Hold_with_0000_keeps_the_learnt_source()
    {
        var source = Configured(SourceLearning.Normal, Sdp);
        source.Judge(Elsewhere, false, 0);
        source.Configure(At("0.0.0.0", 4000), Second);
        Assert.Equal(Elsewhere, source.Destination);
        Assert.Equal(SourceVerdict.Refused, source.Judge(ElsewhereToo, false, Second));
    }

    [Theory]
    [InlineData(SourceLearning.Normal, true)]
    [InlineData(SourceLearning.Strict, true)]
    [InlineData(SourceLearning.Roaming, false)]
    public void After_three_seconds_a_source_is_settled_while_it_is_heard(SourceLearning learning, bool settles)
    {
        var source = Configured(learning, Sdp);
        Assert.False(source.IsSettled(4 * Second));
        source.Judge(Sdp, false, 3 * Second);
        Assert.False(source.IsSettled(3 * Second));
        Assert.Equal(settles, source.IsSettled(3 * Second + 1));
        Assert.False(source.IsSettled(4 * Second));
    }

    [Fact]
    public void A_source_behind_a_NAT_is_settled_too_and_a_new_answer_unsettles_it()
    {
        var source = Configured(SourceLearning.Normal, Sdp);
        source.Judge(Elsewhere, false, Second);
        source.Judge(Elsewhere, false, 4 * Second);
        Assert.True(source.IsSettled(4 * Second));
        source.Configure(Sdp, 4 * Second);
        Assert.False(source.IsSettled(4 * Second));
    }

    private static SourceLock Configured(SourceLearning learning, MediaAddress expected)
    {
        var source = new SourceLock(learning);
        source.Configure(expected, 0);
        return source;
    }

    private static MediaAddress At(string address, int port) => MediaAddress.From(new IPEndPoint(IPAddress.Parse(address), port));
}
