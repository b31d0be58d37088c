using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Undertone.Sip.Sdp;

/// <summary>A session description (RFC 8866): what one side of a call wants to receive, where, and in which formats.</summary>
public sealed record SessionDescription
{
    /// <summary>The media type of the body that carries one.</summary>
    public const string MediaType = "application/sdp";

    /// <summary>Who wrote it, and its version.</summary>
    public required SdpOrigin Origin { get; init; }

    /// <summary>The session name; "-" for none.</summary>
    public string SessionName { get; init; } = "-";

    /// <summary>The connection line for every media section without one of its own.</summary>
    public SdpConnection? Connection { get; init; }

    /// <summary>The values of the bandwidth lines.</summary>
    public IReadOnlyList<string> Bandwidths { get; init; } = [];

    /// <summary>The time lines.</summary>
    public IReadOnlyList<SdpTime> Times { get; init; } = [default];

    /// <summary>The attributes before the first media section.</summary>
    public IReadOnlyList<SdpAttributeLine> Attributes { get; init; } = [];

    /// <summary>The media sections in order; offer and answer are matched by position (RFC 3264 6).</summary>
    public IReadOnlyList<MediaDescription> Media { get; init; } = [];

    /// <summary>Reads a session description from the body of a message. Never throws.</summary>
    /// <param name="body">The body as received; lines end with CRLF or LF.</param>
    /// <param name="description">The description, or null.</param>
    /// <param name="error">Why and where the body was not understood.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> body, [NotNullWhen(true)] out SessionDescription? description, out SdpError error) =>
        SessionDescriptionParser.TryParse(body, out description, out error);

    /// <summary>The direction that holds for <paramref name="media"/>: its own, else the session's, else sendrecv.</summary>
    public SdpDirection DirectionOf(MediaDescription media) =>
        media.Direction ?? SdpDirections.Find(Attributes) ?? SdpDirection.SendRecv;

    /// <summary>The connection line that holds for <paramref name="media"/>, or null where the description has none.</summary>
    public SdpConnection? ConnectionOf(MediaDescription media) => media.Connection ?? Connection;

    /// <summary>
    /// This description as the one that follows <paramref name="previous"/> from the same side: same session id, and a version that
    /// is one higher if anything differs and the same if nothing does (RFC 3264 8).
    /// </summary>
    public SessionDescription AsSuccessorOf(SessionDescription previous)
    {
        var same = this with { Origin = previous.Origin };
        return same.ToString() == previous.ToString()
            ? same
            : this with
            {
                Origin = Origin with
                {
                    Username = previous.Origin.Username,
                    SessionId = previous.Origin.SessionId,
                    SessionVersion = previous.Origin.SessionVersion + 1,
                },
            };
    }

    /// <summary>The description as the body of a message, in UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>The description as text, lines ending with CRLF.</summary>
    public override string ToString() => SessionDescriptionWriter.Write(this);
}
