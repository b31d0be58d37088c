using System.Buffers;
using System.Globalization;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel;

/// <summary>
/// The ids of calls and legs as clients see them: 32 lower-case hexadecimal digits, made of the call's second, its running number and the
/// leg's number, so that they are found again without a table. Clients must not take them apart.
/// </summary>
internal static class Sid
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private const int SecondDigits = 10;
    private const int SequenceDigits = 14;
    private const int LegDigits = 8;
    private const int Length = SecondDigits + SequenceDigits + LegDigits;

    /// <summary>The Sid of a call.</summary>
    public static string Of(CallId call) => Of(call, default);

    /// <summary>The Sid of a leg, which belongs to its call.</summary>
    public static string Of(CallId call, LegId leg)
        => string.Create(CultureInfo.InvariantCulture, $"{call.StartedUnixSeconds:x10}{call.Sequence:x14}{leg.Value:x8}");

    /// <summary>Reads the Sid of a call; false for anything else, a leg's among it.</summary>
    public static bool TryParseCall(string text, out CallId call) => TryParse(text, out call, out LegId leg) && leg == default;

    /// <summary>Reads the Sid of a leg; false for anything else, a call's among it.</summary>
    public static bool TryParseLeg(string text, out CallId call, out LegId leg) => TryParse(text, out call, out leg) && leg != default;

    private static bool TryParse(string text, out CallId call, out LegId leg)
    {
        call = default;
        leg = default;
        if (text.Length != Length
            || text.AsSpan().ContainsAnyExcept(Digits)
            || !long.TryParse(text.AsSpan(0, SecondDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long seconds)
            || !long.TryParse(text.AsSpan(SecondDigits, SequenceDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long sequence)
            || !uint.TryParse(text.AsSpan(SecondDigits + SequenceDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number))
        {
            return false;
        }

        call = new CallId(seconds, sequence);
        leg = new LegId(number);
        return true;
    }
}
