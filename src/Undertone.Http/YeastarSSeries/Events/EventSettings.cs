using System.Buffers;
using System.Globalization;
using System.Net;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>Where and how a user wants events: what <c>login</c> and <c>heartbeat</c> say, kept as it was said, because a heartbeat changes single parts.</summary>
/// <param name="Host">Address or name of the application server.</param>
/// <param name="Port">The port that it listens on; 0 for no events.</param>
/// <param name="Url">Path, or with <paramref name="IsAbsolute"/> an address with a path and without a scheme; may be empty.</param>
/// <param name="IsAbsolute">True if <paramref name="Url"/> names the server too (<c>urltag</c> 1).</param>
/// <param name="Layout">The layout of events.</param>
internal sealed record EventSettings(string Host, int Port, string Url, bool IsAbsolute, EventLayout Layout)
{
    /// <summary>The port where none is given.</summary>
    public const int DefaultPort = 8260;

    private const string Scheme = "http://";
    private const int LongestUrl = 150;

    private static readonly SearchValues<char> NotInUrl = SearchValues.Create(" \"<>\\^`{|}");

    /// <summary>The settings of a login.</summary>
    /// <param name="body">The request.</param>
    /// <param name="client">The address of the client, which gets the events unless it names another.</param>
    /// <param name="dialect">The dialect of the login.</param>
    /// <param name="problem">What is wrong; null if nothing is.</param>
    public static EventSettings OfLogin(RequestFields body, IPAddress client, RequestDialect dialect, out SSeriesCode? problem)
        => new EventSettings(client.ToString(), DefaultPort, "", false, EventLayout.Of(body.Optional("version"), dialect))
            .With(body, null, dialect, out problem);

    /// <summary>The settings after a heartbeat: only what it gives is changed.</summary>
    public EventSettings AfterHeartbeat(RequestFields body, RequestDialect dialect, out SSeriesCode? problem)
        => With(body, body.Optional("ipaddr"), dialect, out problem);

    /// <summary>The server to connect to.</summary>
    public (string Host, int Port) Server
    {
        get
        {
            if (!IsAbsolute || Url.Length == 0)
            {
                return (Host, Port);
            }

            string authority = Url.Split('/', 2)[0];
            return TrySplitAuthority(authority, Port, out string host, out int port) ? (host, port) : (Host, Port);
        }
    }

    /// <summary>The path of requests.</summary>
    public string Path
    {
        get
        {
            string path = !IsAbsolute ? Url.TrimStart('/') : Url.Split('/', 2) is [_, { } rest] ? rest : "";
            return "/" + path;
        }
    }

    private EventSettings With(RequestFields body, string? address, RequestDialect dialect, out SSeriesCode? problem)
    {
        EventSettings changed = this;
        problem = null;
        if (body.Optional("port") is { Length: > 0 } portText)
        {
            if (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port > IPEndPoint.MaxPort)
            {
                problem = SSeriesCode.WrongPort;
                return this;
            }

            changed = changed with { Port = port };
        }

        if (!string.IsNullOrEmpty(address))
        {
            if (Uri.CheckHostName(address) is UriHostNameType.Unknown)
            {
                problem = SSeriesCode.ParameterBlank;
                return this;
            }

            changed = changed with { Host = address };
        }

        string tag = body.Optional("urltag") is { Length: > 0 } urltag ? urltag : body.Optional("urlflag");
        string url = body.Optional("url");
        if (url.Length > 0 || tag.Length > 0)
        {
            changed = changed with
            {
                Url = url.Length == 0 ? changed.Url : url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? url[Scheme.Length..] : url,
                IsAbsolute = tag.Length == 0 ? changed.IsAbsolute : tag == "1",
            };
            if (!changed.IsUrlUsable)
            {
                problem = SSeriesCode.ParameterBlank;
                return this;
            }
        }

        return body.Optional("version") is { Length: > 0 } version ? changed with { Layout = EventLayout.Of(version, dialect) } : changed;
    }

    private bool IsUrlUsable
        => Url.Length <= LongestUrl
            && Url.All(c => c is > ' ' and < '\x7F')
            && !Url.AsSpan().ContainsAny(NotInUrl)
            && (!IsAbsolute || Url.Length == 0 || TrySplitAuthority(Url.Split('/', 2)[0], Port, out _, out _));

    private static bool TrySplitAuthority(string authority, int defaultPort, out string host, out int port)
    {
        bool isRight = Uri.TryCreate($"{Scheme}{authority}/", UriKind.Absolute, out Uri? uri) && uri.UserInfo.Length == 0 && uri.Host.Length > 0;
        host = isRight ? uri!.DnsSafeHost : "";

        // 80 is what Uri makes of no port at all.
        bool namesPort = authority.LastIndexOf(':') > authority.LastIndexOf(']') && authority.Contains(':', StringComparison.Ordinal);
        port = isRight && namesPort ? uri!.Port : defaultPort;
        return isRight;
    }
}
