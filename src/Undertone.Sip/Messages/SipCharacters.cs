using System.Buffers;

namespace Undertone.Sip.Messages;

/// <summary>Character classes of the RFC 3261 25.1 grammar.</summary>
internal static class SipCharacters
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Mark = "-_.!~*'()";

    /// <summary>RFC 3261 25.1 token.</summary>
    public static readonly SearchValues<char> Token = SearchValues.Create(Alphanumeric + "-.!%*_+`'~");

    /// <summary>Characters a user part carries unescaped: unreserved and user-unreserved.</summary>
    public static readonly SearchValues<char> User = SearchValues.Create(Alphanumeric + Mark + "&=+$,;?/");

    /// <summary>Characters a password carries unescaped.</summary>
    public static readonly SearchValues<char> Password = SearchValues.Create(Alphanumeric + Mark + "&=+$,");

    /// <summary>Characters of a telephone number (RFC 3966 3); nothing in it is ever escaped.</summary>
    public static readonly SearchValues<char> Telephone = SearchValues.Create("0123456789ABCDEFabcdef*#+-.()");

    /// <summary>Characters a URI parameter carries unescaped: unreserved and param-unreserved.</summary>
    public static readonly SearchValues<char> UriParameter = SearchValues.Create(Alphanumeric + Mark + "[]/:&+$");

    /// <summary>Characters that no URI may hold raw, and that would end it in a header.</summary>
    private static readonly SearchValues<char> NotInUri = SearchValues.Create(ControlsAnd(" \"<>\\"));

    /// <summary>Characters that end or break an unquoted parameter value.</summary>
    private static readonly SearchValues<char> NotInValue = SearchValues.Create(ControlsAnd(" \"<>;,\\"));

    /// <summary>White space as it appears inside one unfolded header value.</summary>
    public static bool IsWhiteSpace(char c) => c is ' ' or '\t';

    /// <summary>True for a non-empty token.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Token);

    /// <summary>True when a value may stand unquoted behind <c>name=</c>.</summary>
    public static bool IsPlainValue(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAny(NotInValue);

    /// <summary>True when no character is forbidden in every part of a URI.</summary>
    public static bool IsUriText(ReadOnlySpan<char> text) => !text.ContainsAny(NotInUri);

    /// <summary>Removes blanks and tabs at both ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t");

    /// <summary>Reads a number of digits only; false when it is empty, holds anything else or exceeds <paramref name="max"/>.</summary>
    public static bool TryReadNumber(ReadOnlySpan<char> text, ulong max, out ulong number)
    {
        number = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is < '0' or > '9' || number > (ulong.MaxValue / 10) - 1)
            {
                return false;
            }

            number = (number * 10) + (ulong)(c - '0');
        }

        return number <= max;
    }

    private static string ControlsAnd(string others)
    {
        Span<char> controls = stackalloc char[33];
        for (var i = 0; i < 32; i++)
        {
            controls[i] = (char)i;
        }

        controls[32] = (char)127;
        return string.Concat(controls, others);
    }
}
