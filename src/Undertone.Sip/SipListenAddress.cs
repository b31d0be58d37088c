using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Undertone.Sip;

/// <summary>An address to listen on, written <c>udp://0.0.0.0:5060</c> or <c>tcp://[::]:5060</c>.</summary>
/// <param name="Transport">How messages travel there.</param>
/// <param name="EndPoint">Address and port; a wildcard address listens on every interface, port 0 takes any free port.</param>
public sealed record SipListenAddress(SipTransportKind Transport, IPEndPoint EndPoint)
{
    private const int DefaultPort = 5060;

    /// <summary>Reads an address; without a port it is 5060.</summary>
    /// <param name="text">The address.</param>
    /// <param name="address">What was read, or null.</param>
    /// <returns>False when the scheme is not udp or tcp, the host is not a literal IP address, or the port is not 0 to 65535.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SipListenAddress? address)
    {
        address = null;
        var separator = text?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (text is null || separator < 0 || KindOf(text.AsSpan(0, separator)) is not { } transport)
        {
            return false;
        }

        var rest = text.AsSpan(separator + 3);
        if (rest.EndsWith("/"))
        {
            rest = rest[..^1];
        }

        // A bare IPv6 address would swallow its last group as a port, so brackets are required as in a URI.
        var bracketed = rest.StartsWith("[");
        if (!bracketed && rest.Count(':') > 1)
        {
            return false;
        }

        var hasPort = bracketed ? rest.Contains("]:", StringComparison.Ordinal) : rest.Contains(':');
        if (!IPEndPoint.TryParse(rest, out var endPoint))
        {
            return false;
        }

        address = new SipListenAddress(transport, hasPort ? endPoint : new IPEndPoint(endPoint.Address, DefaultPort));
        return true;
    }

    /// <summary>Reads an address, or throws.</summary>
    /// <param name="text">The address.</param>
    /// <exception cref="FormatException">The text is not an address to listen on.</exception>
    public static SipListenAddress Parse(string text) => TryParse(text, out var address)
        ? address
        : throw new FormatException($"'{text}' is not an address to listen on; expected udp://ADDRESS:PORT or tcp://ADDRESS:PORT, such as udp://0.0.0.0:5060.");

    /// <summary>The written form.</summary>
    public override string ToString() => $"{(Transport == SipTransportKind.Udp ? "udp" : "tcp")}://{EndPoint}";

    private static SipTransportKind? KindOf(ReadOnlySpan<char> scheme) =>
        scheme.Equals("udp", StringComparison.OrdinalIgnoreCase) ? SipTransportKind.Udp
        : scheme.Equals("tcp", StringComparison.OrdinalIgnoreCase) ? SipTransportKind.Tcp
        : null;
}
