using System.Buffers;

namespace Undertone.Http.Exotel.Accounts;

/// <summary>What may stand in a request as a number.</summary>
internal static class PhoneNumber
{
    private const int MaxLength = 63;

    // National numbers of ten digits, after 0 or the country's code.
    private const int NationalDigits = 10;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789*#");
    private static readonly SearchValues<char> Separators = SearchValues.Create(" -().");

    /// <summary>Reads a number, with or without the separators that people write; false if it is none.</summary>
    public static bool TryParse(string text, out string number)
    {
        number = new string([.. text.Where(c => !Separators.Contains(c))]);
        ReadOnlySpan<char> digits = number.StartsWith('+') ? number.AsSpan(1) : number;
        return digits.Length is > 0 and <= MaxLength && !digits.ContainsAnyExcept(Allowed);
    }

    /// <summary>True if two numbers are one: equal, or one with 0 and the other with the country's code before the same ten digits.</summary>
    public static bool AreSame(string first, string second)
        => first == second || (National(first) is { } national && national == National(second));

    private static string? National(string number)
    {
        string digits = number.TrimStart('+');
        return digits.Length is > NationalDigits and <= NationalDigits + 3 ? digits[^NationalDigits..] : null;
    }
}
