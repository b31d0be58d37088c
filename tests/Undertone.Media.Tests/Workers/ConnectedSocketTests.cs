using Undertone.Media.Io;

namespace Undertone.Media.Tests.Workers;

/// <summary>A socket is connected with its phone once that is settled, and only as long.</summary>
public sealed class ConnectedSocketTests : IDisposable
{
    private readonly WorkerRig _rig = new();
    private readonly TestLeg _agent;
    private readonly TestLeg _customer;

    public ConnectedSocketTests()
    {
        _agent = _rig.AddLeg();
        _customer = _rig.AddLeg();
        _rig.Plan((_agent, [_customer]), (_customer, [_agent]));
        _rig.Turn();
        _agent.Speaks = _customer.Speaks = true;
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void It_is_connected_three_seconds_after_the_answer()
    {
        _rig.Run(2900);
        Assert.False(PeerOf(_agent).IsKnown);
        _rig.Run(300);
        Assert.Equal(_agent.Address, PeerOf(_agent));
        Assert.Equal(_customer.Address, PeerOf(_customer));
    }

    [Fact]
    public void A_phone_that_falls_silent_may_come_back_from_elsewhere()
    {
        _rig.Run(3200);
        _agent.Speaks = false;
        _rig.Run(1200);
        Assert.False(PeerOf(_agent).IsKnown);
        Assert.True(PeerOf(_customer).IsKnown);
        _agent.Speaks = true;
        _rig.Run(200);
        Assert.True(PeerOf(_agent).IsKnown);
    }

    [Fact]
    public void A_new_answer_opens_it_at_once()
    {
        _rig.Run(3200);
        _rig.Configure(_agent);
        _rig.Turn();
        Assert.False(PeerOf(_agent).IsKnown);
        _rig.Run(3200);
        Assert.True(PeerOf(_agent).IsKnown);
    }

    [Fact]
    public void A_roaming_phone_is_never_connected()
    {
        var mobile = _rig.AddLeg(learning: SourceLearning.Roaming);
        mobile.Speaks = true;
        _rig.Run(4000);
        Assert.True(PeerOf(_agent).IsKnown);
        Assert.False(PeerOf(mobile).IsKnown);
    }

    private MediaAddress PeerOf(TestLeg leg) => _rig.Io.PeerOf(leg.Place.Index * 2);
}
