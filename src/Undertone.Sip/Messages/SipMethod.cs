namespace Undertone.Sip.Messages;

/// <summary>A request method. Names are case-sensitive tokens (RFC 3261 7.1); extension methods are allowed.</summary>
/// <param name="Name">The method as it stands on the wire, for example <c>INVITE</c>.</param>
public readonly record struct SipMethod(string Name)
{
    /// <summary>RFC 3261 13: starts or modifies a session.</summary>
    public static readonly SipMethod Invite = new("INVITE");

    /// <summary>RFC 3261 17.1.1.3: acknowledges the final answer to an INVITE.</summary>
    public static readonly SipMethod Ack = new("ACK");

    /// <summary>RFC 3261 15: ends a session.</summary>
    public static readonly SipMethod Bye = new("BYE");

    /// <summary>RFC 3261 9: gives up a pending INVITE.</summary>
    public static readonly SipMethod Cancel = new("CANCEL");

    /// <summary>RFC 3261 10: binds contacts to an address of record.</summary>
    public static readonly SipMethod Register = new("REGISTER");

    /// <summary>RFC 3261 11: asks for capabilities; widely used as a liveness probe.</summary>
    public static readonly SipMethod Options = new("OPTIONS");

    /// <summary>RFC 6086: carries application data inside a dialog, such as digits.</summary>
    public static readonly SipMethod Info = new("INFO");

    /// <summary>RFC 3515: asks the peer to call someone else.</summary>
    public static readonly SipMethod Refer = new("REFER");

    /// <summary>RFC 6665: reports an event.</summary>
    public static readonly SipMethod Notify = new("NOTIFY");

    /// <summary>RFC 6665: asks for events.</summary>
    public static readonly SipMethod Subscribe = new("SUBSCRIBE");

    /// <summary>RFC 3311: modifies a session before or after it is answered.</summary>
    public static readonly SipMethod Update = new("UPDATE");

    /// <summary>RFC 3262: acknowledges a reliable provisional answer.</summary>
    public static readonly SipMethod Prack = new("PRACK");

    /// <summary>RFC 3428: carries an instant message.</summary>
    public static readonly SipMethod Message = new("MESSAGE");

    /// <summary>RFC 3903: publishes event state.</summary>
    public static readonly SipMethod Publish = new("PUBLISH");

    private static readonly SipMethod[] Known =
        [Invite, Ack, Bye, Cancel, Register, Options, Info, Refer, Notify, Subscribe, Update, Prack, Message, Publish];

    /// <summary>The wire form.</summary>
    public override string ToString() => Name;

    /// <summary>Reads a method token; false when the text is empty or holds characters that a token may not.</summary>
    /// <param name="text">The method alone, without white space.</param>
    /// <param name="method">The method; known ones share their name string.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out SipMethod method)
    {
        foreach (var known in Known)
        {
            if (text.SequenceEqual(known.Name))
            {
                method = known;
                return true;
            }
        }

        if (!SipCharacters.IsToken(text))
        {
            method = default;
            return false;
        }

        method = new SipMethod(text.ToString());
        return true;
    }
}
