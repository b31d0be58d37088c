using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Switch.Extensions;

namespace Undertone.Switch.Tests.Extensions;

public sealed class ExtensionActivityTests : IDisposable
{
    private static readonly LegId First = new(1);
    private static readonly LegId Second = new(2);
    private readonly EngineEventFeed _events = new();
    private readonly EngineEventReader _reader;
    private readonly ExtensionActivity _activity;

    public ExtensionActivityTests()
    {
        _reader = _events.Subscribe();
        _activity = new ExtensionActivity(_events, new ManualTimeProvider());
    }

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void A_call_takes_an_extension_through_its_states_and_each_is_told_once()
    {
        _activity.SetRegistered("2000", true);
        _activity.SetLeg("2000", First, LegState.Ringing);
        _activity.SetLeg("2000", First, LegState.Ringing);
        _activity.SetLeg("2000", First, LegState.Talking);
        _activity.SetLeg("2000", First, LegState.Holding);
        _activity.SetLeg("2000", First, LegState.Talking);
        _activity.SetLeg("2000", First, LegState.Ended);
        _activity.SetRegistered("2000", false);

        Assert.Equal(
            [
                ExtensionState.Registered, ExtensionState.Ringing, ExtensionState.Busy, ExtensionState.Hold,
                ExtensionState.Busy, ExtensionState.Registered, ExtensionState.Unavailable,
            ],
            Told());
    }

    [Fact]
    public void A_second_call_that_rings_does_not_hide_that_the_extension_talks()
    {
        _activity.SetLeg("2000", First, LegState.Talking);
        _activity.SetLeg("2000", Second, LegState.Ringing);

        Assert.Equal(ExtensionState.Busy, _activity.StateOf("2000"));
    }

    [Fact]
    public void Only_an_idle_extension_can_be_reserved_and_only_once()
    {
        Assert.True(_activity.TryReserve("3000", First));
        Assert.False(_activity.TryReserve("3000", Second));
        _activity.SetLeg("3000", First, LegState.Ended);
        Assert.True(_activity.TryReserve("3000", Second));
    }

    [Fact]
    public void An_extension_that_nobody_knows_is_unavailable() => Assert.Equal(ExtensionState.Unavailable, _activity.StateOf("9"));

    private List<ExtensionState> Told()
    {
        var states = new List<ExtensionState>();
        while (_reader.TryRead(out EngineEvent? e))
        {
            states.Add(((ExtensionStateChanged)e).State);
        }

        return states;
    }
}
