namespace Undertone.Sip.Messages;

public sealed partial class SipUri
{
    /// <summary>Parameters that make two addresses different when only one of them has it (RFC 3261 19.1.4).</summary>
    private static readonly string[] Decisive = ["user", "ttl", "method", "maddr", "transport"];

    /// <summary>
    /// Compares by RFC 3261 19.1.4: user and password with case, the rest without; an absent port is not the same as a default one;
    /// parameters that both have must agree, and those of a fixed list must be in both or in neither.
    /// </summary>
    /// <param name="other">The address to compare with.</param>
    public bool IsEquivalentTo(SipUri other)
    {
        if (Scheme != other.Scheme || SchemeName != other.SchemeName)
        {
            return false;
        }

        if (Scheme == SipScheme.Other)
        {
            return string.Equals(Opaque, other.Opaque, StringComparison.Ordinal);
        }

        if (Scheme == SipScheme.Tel)
        {
            return Digits(User) == Digits(other.User) && SameEverywhere(Parameters, other.Parameters);
        }

        return string.Equals(User, other.User, StringComparison.Ordinal)
            && string.Equals(Password, other.Password, StringComparison.Ordinal)
            && string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase)
            && Port == other.Port
            && SameParameters(other)
            && SameHeaders(Headers, other.Headers);
    }

    private bool SameParameters(SipUri other)
    {
        foreach (var (name, _) in Parameters)
        {
            // The value that counts, should a broken sender give one name twice, is the first; so an address always equals itself.
            if (other.Parameters.TryGet(name, out var theirs) && !string.Equals(Parameters[name], theirs, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return Array.TrueForAll(Decisive, name => Parameters.Contains(name) == other.Parameters.Contains(name));
    }

    /// <summary>RFC 3966 4: every parameter counts, in any order, without case.</summary>
    private static bool SameEverywhere(SipParameters left, SipParameters right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (var (name, _) in left)
        {
            if (!right.TryGet(name, out var theirs) || !string.Equals(Digits(left[name]), Digits(theirs), StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>RFC 3966 5.1.1: visual separators do not count.</summary>
    private static string? Digits(string? number) =>
        number is null ? null : string.Concat(number.Where(c => c is not ('-' or '.' or '(' or ')'))).ToLowerInvariant();

    private static bool SameHeaders(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        return Fields(left).SequenceEqual(Fields(right), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Fields(string headers) =>
        headers.Split('&').Select(Normal).Order(StringComparer.Ordinal);

    private static string Normal(string field)
    {
        var equals = field.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? field : field[..equals];
        var value = equals < 0 ? "" : field[(equals + 1)..];
        return PercentEncoding.TryUnescape(name, out var plainName) && PercentEncoding.TryUnescape(value, out var plainValue)
            ? plainName.ToLowerInvariant() + '=' + plainValue
            : field;
    }
}
