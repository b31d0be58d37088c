using System.Globalization;

namespace Undertone.Sip.Messages;

/// <summary>
/// A request or a response. <see cref="Headers"/> holds the raw lines; the typed properties are views on them, parsed on first use and again
/// after a change. In a parsed message Via, From, To, Call-ID and CSeq are present and every view is well-formed, so no view throws;
/// in a message built by hand, a view of a missing mandatory header or of a malformed one throws <see cref="InvalidOperationException"/>.
/// Not safe for use by several threads while one of them changes it.
/// </summary>
public abstract class SipMessage
{
    private readonly HeaderViews _views;

    private protected SipMessage(SipHeaders headers)
    {
        Headers = headers;
        _views = new HeaderViews(headers);
    }

    /// <summary>The raw headers in wire order. Content-Length is of no account here: the writer computes it.</summary>
    public SipHeaders Headers { get; }

    /// <summary>The body; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>All Via elements, topmost (most recent hop) first.</summary>
    public IReadOnlyList<ViaHeader> Vias
    {
        get => _views.Vias;
        set => Headers.Replace(SipHeaderNames.Via, value.Select(via => via.ToString()));
    }

    /// <summary>The topmost Via. Setting it replaces that one element.</summary>
    public ViaHeader TopVia
    {
        get => Vias is [var top, ..] ? top : throw HeaderViews.Missing(SipHeaderNames.Via);
        set => Vias = [value, .. Vias.Skip(1)];
    }

    /// <summary>The From header.</summary>
    public NameAddress From
    {
        get => _views.From;
        set => Headers.Set(SipHeaderNames.From, value.ToString());
    }

    /// <summary>The To header.</summary>
    public NameAddress To
    {
        get => _views.To;
        set => Headers.Set(SipHeaderNames.To, value.ToString());
    }

    /// <summary>The Call-ID, compared with case (RFC 3261 20.8).</summary>
    public string CallId
    {
        get => Headers.First(SipHeaderNames.CallId) ?? throw HeaderViews.Missing(SipHeaderNames.CallId);
        set => Headers.Set(SipHeaderNames.CallId, value);
    }

    /// <summary>The sequence number with its method.</summary>
    public CSeqHeader CSeq
    {
        get => _views.CSeq;
        set => Headers.Set(SipHeaderNames.CSeq, value.ToString());
    }

    /// <summary>All contacts; empty when there is none and for <c>Contact: *</c>.</summary>
    public IReadOnlyList<NameAddress> Contacts
    {
        get => _views.Contacts;
        set => Headers.Replace(SipHeaderNames.Contact, value.Select(contact => contact.ToString()));
    }

    /// <summary>True for <c>Contact: *</c>, which in a REGISTER removes all bindings (RFC 3261 10.2.2).</summary>
    public bool HasWildcardContact => Headers.First(SipHeaderNames.Contact) is "*";

    /// <summary>The Route set still to be visited, next hop first.</summary>
    public IReadOnlyList<NameAddress> Routes
    {
        get => _views.Routes;
        set => Headers.Replace(SipHeaderNames.Route, value.Select(route => route.ToString()));
    }

    /// <summary>The Record-Route elements in wire order.</summary>
    public IReadOnlyList<NameAddress> RecordRoutes
    {
        get => _views.RecordRoutes;
        set => Headers.Replace(SipHeaderNames.RecordRoute, value.Select(route => route.ToString()));
    }

    /// <summary>Hops left, 0 to 255; null when absent. Setting null removes it.</summary>
    public int? MaxForwards
    {
        get => HeaderViews.Number(Headers.First(SipHeaderNames.MaxForwards), 255);
        set => SetNumber(SipHeaderNames.MaxForwards, value);
    }

    /// <summary>
    /// Seconds of the Expires header; null when absent or not a number. Larger numbers than <see cref="int.MaxValue"/> are cut to it
    /// (RFC 4475 3.1.2.4). Setting null removes it.
    /// </summary>
    public int? Expires
    {
        get => HeaderViews.Seconds(Headers.First(SipHeaderNames.Expires));
        set => SetNumber(SipHeaderNames.Expires, value);
    }

    /// <summary>The Content-Type with its parameters as written, or null. Setting null removes it.</summary>
    public string? ContentType
    {
        get => Headers.First(SipHeaderNames.ContentType);
        set
        {
            if (value is null)
            {
                Headers.Remove(SipHeaderNames.ContentType);
            }
            else
            {
                Headers.Set(SipHeaderNames.ContentType, value);
            }
        }
    }

    /// <summary>True when the Content-Type is that media type, compared without case and parameters.</summary>
    /// <param name="mediaType">For example <c>application/sdp</c>.</param>
    public bool HasContentType(string mediaType)
    {
        var written = ContentType.AsSpan();
        var semicolon = written.IndexOf(';');
        return SipCharacters.Trim(semicolon < 0 ? written : written[..semicolon]).Equals(mediaType, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Sets body and Content-Type together.</summary>
    public void SetBody(string contentType, ReadOnlyMemory<byte> body)
    {
        ContentType = contentType;
        Body = body;
    }

    /// <summary>Puts a Via on top of the others.</summary>
    public void PushVia(ViaHeader via) => Headers.AddFirst(SipHeaderNames.Via, via.ToString());

    /// <summary>Removes the topmost Via element; false when there was none.</summary>
    public bool PopVia()
    {
        if (Vias.Count == 0)
        {
            return false;
        }

        Vias = [.. Vias.Skip(1)];
        return true;
    }

    private void SetNumber(string name, int? value)
    {
        if (value is { } number)
        {
            Headers.Set(name, number.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Headers.Remove(name);
        }
    }
}
