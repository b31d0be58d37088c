using System.Net;

namespace Undertone.Media;

/// <summary>
/// What media tells its session's owner. Called one after the other from a thread of the control side, never from a worker; must
/// return soon, because the events of all sessions come through the same thread. What it throws is logged and changes nothing.
/// </summary>
public interface IMediaEvents
{
    /// <summary>A key was pressed and released on a phone (RFC 4733).</summary>
    /// <param name="leg">The phone's leg.</param>
    /// <param name="digit">0-9, *, #, A-D.</param>
    /// <param name="duration">How long it was pressed.</param>
    void OnDigit(MediaLeg leg, char digit, TimeSpan duration);

    /// <summary>The first acceptable packet of a leg came.</summary>
    void OnFirstPacket(MediaLeg leg, IPEndPoint source);

    /// <summary>
    /// No packet came from a configured leg for <see cref="MediaOptions.SilenceAfter"/>, counted from <see cref="MediaLeg.Configure"/>
    /// if none ever came; repeated each time as long again has passed. On hold that may be normal.
    /// </summary>
    void OnSilence(MediaLeg leg, TimeSpan silentFor);

    /// <summary>Packets come again after <see cref="OnSilence"/>.</summary>
    void OnSound(MediaLeg leg);
}
