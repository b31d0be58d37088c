using System.Diagnostics;

namespace Undertone.Load.Runs;

/// <summary>One line that tells how far a run is: rewritten on a terminal, added at times to anything else.</summary>
internal sealed class Progress(TextWriter output, bool isTerminal)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long _lastAt;
    private int _lastLength;

    /// <summary>Says where it stands, if the last word was long enough ago.</summary>
    public void Show(string line)
    {
        lock (_gate)
        {
            if (_lastAt != 0 && Stopwatch.GetElapsedTime(_lastAt) < (isTerminal ? OnTerminal : Elsewhere))
            {
                return;
            }

            Write(line);
        }
    }

    /// <summary>Says that a part is over.</summary>
    public void Done(string line)
    {
        lock (_gate)
        {
            Write(line);
            if (isTerminal)
            {
                output.WriteLine();
                _lastLength = 0;
            }
        }
    }

    private void Write(string line)
    {
        _lastAt = Stopwatch.GetTimestamp();
        if (isTerminal)
        {
            output.Write($"\r{line.PadRight(_lastLength)}");
            _lastLength = line.Length;
        }
        else
        {
            output.WriteLine(line);
        }
    }
}
