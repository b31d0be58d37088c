using System.Runtime.CompilerServices;

namespace Undertone.Media.Jitter;

/// <summary>
/// The smallest slack of the last five seconds. Slack is how long a frame had been there when its tick came; the smallest one says
/// by how much the reserve is larger than the network needs.
/// </summary>
internal struct SlackWindow
{
    private const int Seconds = 5;
    private const int FramesPerSecond = 50;

    private Minima _minima;
    private int _current;
    private int _framesInCurrent;
    private int _completeSeconds;

    /// <summary>Smallest slack in microseconds; 0, which promises nothing, until five seconds have been seen.</summary>
    public readonly long SmallestMicroseconds
    {
        get
        {
            if (_completeSeconds < Seconds)
            {
                return 0;
            }

            var smallest = _minima[0];
            for (var i = 1; i < Seconds; i++)
            {
                smallest = Math.Min(smallest, _minima[i]);
            }

            return smallest;
        }
    }

    /// <summary>Forgets everything; the next five seconds are watched from scratch.</summary>
    public void Reset() => this = default;

    /// <summary>Takes the slack of one played frame.</summary>
    public void Observe(long slackMicroseconds)
    {
        if (_framesInCurrent == 0)
        {
            _minima[_current] = slackMicroseconds;
        }

        _minima[_current] = Math.Min(_minima[_current], slackMicroseconds);
        _framesInCurrent++;
        if (_framesInCurrent == FramesPerSecond)
        {
            _framesInCurrent = 0;
            _current = (_current + 1) % Seconds;
            _completeSeconds = Math.Min(_completeSeconds + 1, Seconds);
        }
    }

    /// <summary>The reserve shrank: what was seen with the larger one counts as so much less.</summary>
    public void Lower(long microseconds)
    {
        for (var i = 0; i < Seconds; i++)
        {
            _minima[i] -= microseconds;
        }
    }

    [InlineArray(Seconds)]
    private struct Minima
    {
        private long _first;
    }
}
