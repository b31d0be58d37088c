using System.Net;
using Undertone.Media;

namespace Undertone.Switch.Calls;

/// <summary>Carries what the media plane notices into the mailbox of the call.</summary>
internal sealed class MediaDispatch : IMediaEvents
{
    private volatile Call? _call;

    /// <summary>Names the call; what comes before that concerns nobody.</summary>
    public void Attach(Call call) => _call = call;

    /// <inheritdoc />
    public void OnDigit(MediaLeg leg, char digit, TimeSpan duration)
        => _call?.Mailbox.Post(() => _call.OnEventDigitAsync(leg, digit, duration));

    /// <inheritdoc />
    public void OnFirstPacket(MediaLeg leg, IPEndPoint source)
    {
        // The leg's snapshot shows it; the call does nothing about it.
    }

    /// <inheritdoc />
    public void OnSilence(MediaLeg leg, TimeSpan silentFor) => _call?.Mailbox.Post(() => _call.OnSoundChanged(leg, silent: true));

    /// <inheritdoc />
    public void OnSound(MediaLeg leg) => _call?.Mailbox.Post(() => _call.OnSoundChanged(leg, silent: false));
}
