namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>Limits how many subscribers there are at once.</summary>
/// <param name="options">The limit.</param>
internal sealed class SubscriberGate(YeastarPSeriesOptions options)
{
    private int _present;

    /// <summary>Lets one in; false if all places are taken.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _present) <= options.Subscribers)
        {
            return true;
        }

        Interlocked.Decrement(ref _present);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _present);
}
