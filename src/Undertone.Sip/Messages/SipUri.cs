using System.Text;

namespace Undertone.Sip.Messages;

/// <summary>
/// A <c>sip:</c>, <c>sips:</c> or <c>tel:</c> address (RFC 3261 19.1, RFC 3966), immutable. All parts are held unescaped and are escaped when written.
/// A <c>tel:</c> address has its number in <see cref="User"/> and an empty <see cref="Host"/>; an address of another scheme has only its
/// <see cref="SchemeName"/> and <see cref="Opaque"/> text. Equality compares the parts; <see cref="IsEquivalentTo"/> is the comparison of RFC 3261.
/// </summary>
public sealed partial class SipUri : IEquatable<SipUri>
{
    private SipUri()
    {
    }

    /// <summary>The scheme.</summary>
    public SipScheme Scheme { get; private init; }

    /// <summary>The scheme in lower case as written, without the colon.</summary>
    public string SchemeName { get; private init; } = "sip";

    /// <summary>The user part or telephone number, unescaped; null when there is none.</summary>
    public string? User { get; private init; }

    /// <summary>The password in the address, unescaped; null when there is none. Its use is deprecated by RFC 3261 19.1.1.</summary>
    public string? Password { get; private init; }

    /// <summary>Host name or address; an IPv6 address stands without brackets. Empty for <c>tel:</c> and other schemes.</summary>
    public string Host { get; private init; } = "";

    /// <summary>The port, 0 to 65535, or null for the default of the transport.</summary>
    public int? Port { get; private init; }

    /// <summary>The parameters of the address itself.</summary>
    public SipParameters Parameters { get; private init; } = SipParameters.Empty;

    /// <summary>The text behind the question mark, still escaped; null when there is none.</summary>
    public string? Headers { get; private init; }

    /// <summary>For <see cref="SipScheme.Other"/>: everything behind the scheme's colon; else null.</summary>
    public string? Opaque { get; private init; }

    /// <summary>The <c>transport</c> parameter, or null.</summary>
    public string? Transport => Parameters["transport"];

    /// <summary>True when the address carries <c>lr</c>: a loose router in the sense of RFC 3261 16.12.</summary>
    public bool IsLooseRouter => Parameters.Contains("lr");

    /// <summary>Makes a <c>sip:</c> address.</summary>
    /// <param name="user">User part, unescaped, or null.</param>
    /// <param name="host">Host name or address, IPv6 without brackets.</param>
    /// <param name="port">Port, or null for the default.</param>
    public static SipUri Create(string? user, string host, int? port = null) => new() { User = user, Host = host, Port = port };

    /// <summary>A copy with another user part.</summary>
    public SipUri WithUser(string? user) => Copy(this, user, Password, Host, Port, Parameters, Headers);

    /// <summary>A copy with another host and port.</summary>
    public SipUri WithHost(string host, int? port = null) => Copy(this, User, Password, host, port, Parameters, Headers);

    /// <summary>A copy with another port.</summary>
    public SipUri WithPort(int? port) => Copy(this, User, Password, Host, port, Parameters, Headers);

    /// <summary>A copy with one parameter set; a null value writes the name alone.</summary>
    public SipUri WithParameter(string name, string? value = null) => WithParameters(Parameters.With(name, value));

    /// <summary>A copy without that parameter.</summary>
    public SipUri WithoutParameter(string name) => WithParameters(Parameters.Without(name));

    /// <summary>A copy with these parameters in place of its own.</summary>
    public SipUri WithParameters(SipParameters parameters) => Copy(this, User, Password, Host, Port, parameters, Headers);

    /// <summary>A copy without the header part, as a Request-URI must be (RFC 3261 19.1.1).</summary>
    public SipUri WithoutHeaders() => Headers is null ? this : Copy(this, User, Password, Host, Port, Parameters, null);

    /// <inheritdoc/>
    public bool Equals(SipUri? other) =>
        other is not null
        && Scheme == other.Scheme
        && SchemeName == other.SchemeName
        && User == other.User
        && Password == other.Password
        && string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase)
        && Port == other.Port
        && Parameters.Equals(other.Parameters)
        && Headers == other.Headers
        && Opaque == other.Opaque;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SipUri);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Scheme, User, StringComparer.OrdinalIgnoreCase.GetHashCode(Host), Port, Parameters, Opaque);

    /// <summary>The wire form.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder(SchemeName).Append(':');
        if (Scheme == SipScheme.Other)
        {
            return builder.Append(Opaque).ToString();
        }

        if (User is not null)
        {
            PercentEncoding.Append(builder, User, Scheme == SipScheme.Tel ? SipCharacters.Telephone : SipCharacters.User);
            if (Password is not null)
            {
                builder.Append(':');
                PercentEncoding.Append(builder, Password, SipCharacters.Password);
            }

            builder.Append(Scheme == SipScheme.Tel ? "" : "@");
        }

        builder.Append(SipHost.Format(Host, Port));
        Parameters.AppendToUri(builder);
        return Headers is null ? builder.ToString() : builder.Append('?').Append(Headers).ToString();
    }

    private static SipUri Copy(SipUri from, string? user, string? password, string host, int? port, SipParameters parameters, string? headers) =>
        new()
        {
            Scheme = from.Scheme,
            SchemeName = from.SchemeName,
            User = user,
            Password = password,
            Host = host,
            Port = port,
            Parameters = parameters,
            Headers = headers,
            Opaque = from.Opaque,
        };
}
