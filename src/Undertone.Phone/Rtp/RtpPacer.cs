using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Sockets;

namespace Undertone.Phone.Rtp;

/// <summary>
/// The one thread that sends and receives the RTP of all simulated phones of the process. Sending follows absolute deadlines, so that a
/// late packet does not delay the next; between them the thread sleeps on all sockets at once and stamps what arrives.
/// </summary>
internal sealed class RtpPacer
{
    // A stream that starts while the thread sleeps is noticed after this time at the latest.
    private static readonly long LongestSleepTicks = Stopwatch.Frequency / 200;
    private static readonly long ShortestSleepTicks = Stopwatch.Frequency / 1000;

    private readonly object _wake = new();
    private ImmutableArray<PhoneAudio> _streams = [];
    private Thread? _thread;

    private RtpPacer()
    {
    }

    public static RtpPacer Shared { get; } = new();

    public void Add(PhoneAudio stream)
    {
        ImmutableInterlocked.Update(ref _streams, streams => streams.Add(stream));
        lock (_wake)
        {
            _thread ??= Start();
            Monitor.Pulse(_wake);
        }
    }

    /// <summary>Takes a stream out; the thread closes its sockets when it no longer uses them.</summary>
    public static void Remove(PhoneAudio stream) => stream.MarkFinished();

    private Thread Start()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "phone-rtp", Priority = ThreadPriority.AboveNormal };
        thread.Start();
        return thread;
    }

    private void Run()
    {
        var readable = new List<Socket>();
        while (true)
        {
            foreach (var finished in _streams.Where(stream => stream.IsFinished))
            {
                ImmutableInterlocked.Update(ref _streams, (streams, gone) => streams.Remove(gone), finished);
                finished.Close();
            }

            lock (_wake)
            {
                while (_streams.IsEmpty)
                {
                    Monitor.Wait(_wake);
                }
            }

            var streams = _streams;
            Sleep(streams, readable);
            foreach (var stream in streams)
            {
                stream.Receive();
                stream.SendDue(Stopwatch.GetTimestamp());
            }
        }
    }

    private static void Sleep(ImmutableArray<PhoneAudio> streams, List<Socket> readable)
    {
        readable.Clear();
        var now = Stopwatch.GetTimestamp();
        var next = now + LongestSleepTicks;
        foreach (var stream in streams)
        {
            readable.Add(stream.RtpSocket);
            next = Math.Min(next, stream.NextDeadlineTicks);
        }

        if (next > now)
        {
            // The system counts the time-out in whole milliseconds, and rounds down; zero would spin.
            var sleep = Stopwatch.GetElapsedTime(0, Math.Max(next - now, ShortestSleepTicks));
            Socket.Select(readable, null, null, (int)sleep.TotalMicroseconds);
        }
    }
}
