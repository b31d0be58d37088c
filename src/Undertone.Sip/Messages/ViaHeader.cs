using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Undertone.Sip.Messages;

/// <summary>One hop of the way back of a response (RFC 3261 20.42, RFC 3581).</summary>
/// <param name="Transport">The transport as written, usually <c>UDP</c> or <c>TCP</c>.</param>
/// <param name="Host">The sent-by host, IPv6 without brackets.</param>
/// <param name="Port">The sent-by port, or null for the default of the transport.</param>
/// <param name="Parameters">branch, received, rport and others.</param>
public sealed record ViaHeader(string Transport, string Host, int? Port, SipParameters Parameters)
{
    /// <summary>What a branch of RFC 3261 begins with (8.1.1.7).</summary>
    public const string MagicCookie = "z9hG4bK";

    /// <summary>The protocol version, normally <c>2.0</c>.</summary>
    public string ProtocolVersion { get; init; } = "2.0";

    /// <summary>The branch, or null (RFC 2543 senders have none).</summary>
    public string? Branch => Parameters["branch"];

    /// <summary>The address that the request really came from, IPv6 without brackets, or null.</summary>
    public string? Received => Parameters["received"]?.Trim('[', ']');

    /// <summary>True when <c>rport</c> is present, with or without a value: the sender asks for answers to its source port (RFC 3581 4).</summary>
    public bool HasRPort => Parameters.Contains("rport");

    /// <summary>The value of <c>rport</c>; null when it is absent, has no value or is not a port.</summary>
    public int? RPort =>
        Parameters["rport"] is { } text && SipCharacters.TryReadNumber(text, 65535, out var number) ? (int)number : null;

    /// <summary>True when the branch begins with the magic cookie and something follows, so that it identifies a transaction.</summary>
    public bool HasRfc3261Branch =>
        Branch is { } branch && branch.Length > MagicCookie.Length && branch.StartsWith(MagicCookie, StringComparison.OrdinalIgnoreCase);

    /// <summary>A copy with this branch.</summary>
    public ViaHeader WithBranch(string branch) => this with { Parameters = Parameters.With("branch", branch) };

    /// <summary>A copy with the source address in <c>received</c>.</summary>
    public ViaHeader WithReceived(string address) => this with { Parameters = Parameters.With("received", address) };

    /// <summary>A copy with <c>rport</c>; null writes it without a value, as a client asks for it.</summary>
    public ViaHeader WithRPort(int? port) =>
        this with { Parameters = Parameters.With("rport", port?.ToString(CultureInfo.InvariantCulture)) };

    /// <summary>Reads one Via. Never throws.</summary>
    /// <param name="text">One element of the header, not a comma-separated list.</param>
    /// <param name="via">The Via, or null.</param>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out ViaHeader? via) =>
        TryParse(text, skipEmptyParameters: false, out via);

    /// <summary>The wire form.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder("SIP/").Append(ProtocolVersion).Append('/').Append(Transport).Append(' ')
            .Append(SipHost.Format(Host, Port));
        Parameters.AppendToHeader(builder);
        return builder.ToString();
    }

    internal static bool TryParse(ReadOnlySpan<char> text, bool skipEmptyParameters, [NotNullWhen(true)] out ViaHeader? via)
    {
        via = null;
        text = SipCharacters.Trim(text);
        if (!TryReadPart(ref text, out var protocol)
            || !protocol.Equals("SIP", StringComparison.OrdinalIgnoreCase)
            || !TryReadPart(ref text, out var version))
        {
            return false;
        }

        var transportLength = text.IndexOfAny(" \t");
        if (transportLength < 0 || !SipCharacters.IsToken(text[..transportLength]))
        {
            return false;
        }

        var transport = text[..transportLength];
        text = text[transportLength..].TrimStart(" \t");
        var semicolon = text.IndexOf(';');
        var sentBy = SipCharacters.Trim(semicolon < 0 ? text : text[..semicolon]);
        if (!SipHost.TryParse(sentBy, out var host, out var port)
            || !SipParametersReader.TryReadHeader(semicolon < 0 ? default : text[semicolon..], skipEmptyParameters, out var parameters))
        {
            return false;
        }

        via = new ViaHeader(Shared(transport), host, port, parameters) { ProtocolVersion = version is "2.0" ? "2.0" : version.ToString() };
        return true;
    }

    /// <summary>Reads <c>token SLASH</c>; white space is allowed around the slash (RFC 4475 3.1.1.1).</summary>
    private static bool TryReadPart(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> part)
    {
        var slash = text.IndexOf('/');
        part = slash < 0 ? default : SipCharacters.Trim(text[..slash]);
        text = slash < 0 ? text : text[(slash + 1)..].TrimStart(" \t");
        return SipCharacters.IsToken(part);
    }

    private static string Shared(ReadOnlySpan<char> transport) => transport switch
    {
        "UDP" => "UDP",
        "TCP" => "TCP",
        "TLS" => "TLS",
        "WS" => "WS",
        "WSS" => "WSS",
        _ => transport.ToString(),
    };
}
