namespace Undertone.Sip.Messages;

/// <summary>The parsed forms of raw headers, kept until the headers change.</summary>
internal sealed class HeaderViews(SipHeaders headers)
{
    private int _version = -1;
    private IReadOnlyList<ViaHeader>? _vias;
    private IReadOnlyList<NameAddress>? _contacts;
    private IReadOnlyList<NameAddress>? _routes;
    private IReadOnlyList<NameAddress>? _recordRoutes;
    private NameAddress? _from;
    private NameAddress? _to;
    private CSeqHeader? _cseq;

    private delegate bool ElementParser<T>(ReadOnlySpan<char> text, out T? value);

    public IReadOnlyList<ViaHeader> Vias
    {
        get
        {
            Refresh();
            return _vias ??= ReadAll<ViaHeader>(SipHeaderNames.Via, ViaHeader.TryParse);
        }
    }

    public IReadOnlyList<NameAddress> Contacts
    {
        get
        {
            Refresh();
            return _contacts ??= headers.First(SipHeaderNames.Contact) is "*" ? [] : ReadAll<NameAddress>(SipHeaderNames.Contact, NameAddress.TryParse);
        }
    }

    public IReadOnlyList<NameAddress> Routes
    {
        get
        {
            Refresh();
            return _routes ??= ReadAll<NameAddress>(SipHeaderNames.Route, NameAddress.TryParse);
        }
    }

    public IReadOnlyList<NameAddress> RecordRoutes
    {
        get
        {
            Refresh();
            return _recordRoutes ??= ReadAll<NameAddress>(SipHeaderNames.RecordRoute, NameAddress.TryParse);
        }
    }

    public NameAddress From
    {
        get
        {
            Refresh();
            return _from ??= ReadAddress(SipHeaderNames.From);
        }
    }

    public NameAddress To
    {
        get
        {
            Refresh();
            return _to ??= ReadAddress(SipHeaderNames.To);
        }
    }

    public CSeqHeader CSeq
    {
        get
        {
            Refresh();
            if (_cseq is { } known)
            {
                return known;
            }

            var value = headers.First(SipHeaderNames.CSeq) ?? throw Missing(SipHeaderNames.CSeq);
            if (!CSeqHeader.TryParse(value, out var cseq))
            {
                throw Malformed(SipHeaderNames.CSeq);
            }

            _cseq = cseq;
            return cseq;
        }
    }

    public static InvalidOperationException Missing(string name) => new($"The message has no {name} header");

    /// <summary>A number from 0 to <paramref name="max"/>, or null.</summary>
    public static int? Number(string? value, int max) =>
        SipCharacters.TryReadNumber(SipCharacters.Trim(value), (ulong)max, out var number) ? (int)number : null;

    /// <summary>Seconds cut to the largest int; null when the value is not all digits.</summary>
    public static int? Seconds(string? value)
    {
        var digits = SipCharacters.Trim(value);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        return SipCharacters.TryReadNumber(digits, int.MaxValue, out var number) ? (int)number : int.MaxValue;
    }

    private static InvalidOperationException Malformed(string name) => new($"The {name} header of the message is malformed");

    private void Refresh()
    {
        if (_version == headers.Version)
        {
            return;
        }

        _version = headers.Version;
        _vias = null;
        _contacts = _routes = _recordRoutes = null;
        _from = _to = null;
        _cseq = null;
    }

    private NameAddress ReadAddress(string name)
    {
        var value = headers.First(name) ?? throw Missing(name);
        return NameAddress.TryParse(value, out var address) ? address : throw Malformed(name);
    }

    private List<T> ReadAll<T>(string name, ElementParser<T> parse)
        where T : class
    {
        var lines = headers.All(name);
        var values = new List<T>(lines.Count);
        foreach (var line in lines)
        {
            var rest = line.AsSpan();
            while (SipList.TryTake(ref rest, out var element))
            {
                values.Add(parse(element, out var value) && value is not null ? value : throw Malformed(name));
            }
        }

        return values;
    }
}
