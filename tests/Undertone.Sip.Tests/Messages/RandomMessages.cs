using FsCheck;
using FsCheck.Fluent;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

/// <summary>Generators of messages that hold anything their types allow.</summary>
internal static class RandomMessages
{
    private static readonly Gen<string> Token = NonEmptyOf("abcXYZ019-.!%*_+`'~");

    private static readonly Gen<string> AnyText = NonEmptyOf("ab \t\"\\<>;,=:@?&%/#()[]{}|^`üЖ大\u0001\u007f0\r\n");

    /// <summary>Text a quoted string can carry: line ends cannot be escaped and are replaced.</summary>
    private static readonly Gen<string> QuotableText = AnyText.Select(text => text.Replace('\r', 'x').Replace('\n', 'x'));

    private static readonly Gen<SipParameters> Parameters = Gen.Zip(Token, Gen.OneOf(Gen.Constant<string?>(null), QuotableText.Select(text => (string?)text)))
        .ListOf()
        .Select(pairs => pairs.Take(4).Aggregate(SipParameters.Empty, (all, pair) => all.With(pair.Item1, pair.Item2)));

    private static readonly Gen<SipParameters> UriParameters = Gen.Zip(AnyText, Gen.OneOf(Gen.Constant<string?>(null), AnyText.Select(text => (string?)text)))
        .ListOf()
        .Select(pairs => pairs.Take(3).Aggregate(SipParameters.Empty, (all, pair) => all.With(pair.Item1, pair.Item2)));

    private static readonly Gen<string> Host = Gen.Elements("h", "a-b.example.com", "192.0.2.1", "2001:db8::10", "::1");

    private static readonly Gen<int?> Port = Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(0, 65535).Select(port => (int?)port));

    public static readonly Gen<SipUri> Uris =
        from user in Gen.OneOf(Gen.Constant<string?>(null), AnyText.Select(text => (string?)text))
        from host in Host
        from port in Port
        from parameters in UriParameters
        select SipUri.Create(user, host, port).WithParameters(parameters);

    public static readonly Gen<NameAddress> Addresses =
        from name in Gen.OneOf(Gen.Constant<string?>(null), QuotableText.Select(text => (string?)text))
        from uri in Uris
        from parameters in Parameters
        select new NameAddress(name, uri, parameters);

    public static readonly Gen<ViaHeader> Vias =
        from transport in Gen.Elements("UDP", "TCP", "TLS", "WS", "X-NEW")
        from host in Host
        from port in Port
        from parameters in Parameters
        select new ViaHeader(transport, host, port, parameters);

    public static readonly Gen<SipRequest> Requests =
        from method in Gen.Elements("INVITE", "REGISTER", "x-new").Select(name => new SipMethod(name))
        from uri in Uris
        from vias in Vias.NonEmptyListOf()
        from contacts in Addresses.ListOf()
        from parties in Gen.Zip(Addresses, Addresses)
        from ids in Gen.Zip(Token, Gen.Choose(0, int.MaxValue))
        from other in Gen.Zip(Token, Token)
        from body in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
        select Build(method, uri, [.. vias.Take(5)], [.. contacts.Take(5)], parties, ids, other, body);

    private static Gen<string> NonEmptyOf(string characters) =>
        Gen.Elements(characters.ToCharArray()).NonEmptyListOf().Select(list => string.Concat(list.Take(12)));

    private static SipRequest Build(
        SipMethod method,
        SipUri uri,
        List<ViaHeader> vias,
        List<NameAddress> contacts,
        (NameAddress From, NameAddress To) parties,
        (string CallId, int Number) ids,
        (string Name, string Value) other,
        byte[] body)
    {
        var request = new SipRequest(method, uri)
        {
            Vias = vias,
            From = parties.From,
            To = parties.To,
            CallId = ids.CallId,
            CSeq = new CSeqHeader((uint)ids.Number, method),
            Contacts = contacts,
            Body = body,
        };
        request.Headers.Add("X-" + other.Name, other.Value);
        return request;
    }
}
