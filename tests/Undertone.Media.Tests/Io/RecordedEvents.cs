using System.Collections.Concurrent;
using System.Net;

namespace Undertone.Media.Tests.Io;

/// <summary>Keeps what media told, for tests that wait for it.</summary>
internal sealed class RecordedEvents : IMediaEvents
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly BlockingCollection<string> _happened = [];

    /// <summary>When set, every event throws.</summary>
    public bool Throws { get; set; }

    public void OnDigit(MediaLeg leg, char digit, TimeSpan duration) => Add($"digit {digit} {duration.TotalMilliseconds} of {leg.RtpPort}");

    public void OnFirstPacket(MediaLeg leg, IPEndPoint source) => Add($"first of {leg.RtpPort} from {source.Port}");

    public void OnSilence(MediaLeg leg, TimeSpan silentFor) => Add($"silence of {leg.RtpPort}");

    public void OnSound(MediaLeg leg) => Add($"sound of {leg.RtpPort}");

    /// <summary>Waits until this has happened; what happened before it is passed over.</summary>
    public void WaitFor(string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        var seen = new List<string>();
        try
        {
            while (true)
            {
                var happened = _happened.Take(patience.Token);
                seen.Add(happened);
                if (happened == what)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"'{what}' did not happen, but: {string.Join(", ", seen)}.");
        }
    }

    private void Add(string what)
    {
        if (Throws)
        {
            throw new InvalidOperationException("The owner of this session fails.");
        }

        _happened.Add(what);
    }
}
