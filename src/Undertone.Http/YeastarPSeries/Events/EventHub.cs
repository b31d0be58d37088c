using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Events;
using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>Translates each engine event once and hands the result to every sink, in order.</summary>
internal sealed class EventHub(ICallEngine engine, EventTranslator translator, ILogger<EventHub> logger)
    : EngineEventListener(YeastarPSeriesOptions.Dialect, engine, logger)
{
    private ImmutableArray<IEventSink> _sinks = [];
    private bool _hasForgotten;

    /// <summary>Adds a receiver; it gets the events from now on.</summary>
    public void Add(IEventSink sink) => ImmutableInterlocked.Update(ref _sinks, static (sinks, added) => sinks.Add(added), sink);

    /// <summary>Removes a receiver.</summary>
    public void Remove(IEventSink sink) => ImmutableInterlocked.Update(ref _sinks, static (sinks, removed) => sinks.Remove(removed), sink);

    /// <inheritdoc />
    protected override void Tell(EngineEvent engineEvent)
    {
        if (_sinks.IsEmpty)
        {
            // Most servers have no listener most of the time, and a translation for nobody is a twentieth of a call's set-up.
            ForgetOnce();
            return;
        }

        _hasForgotten = false;
        foreach (PSeriesEvent translated in translator.Translate(engineEvent))
        {
            foreach (IEventSink sink in _sinks)
            {
                sink.Offer(translated);
            }
        }
    }

    /// <inheritdoc />
    protected override void Forget() => translator.Forget();

    private void ForgetOnce()
    {
        if (!_hasForgotten)
        {
            translator.Forget();
            _hasForgotten = true;
        }
    }
}
