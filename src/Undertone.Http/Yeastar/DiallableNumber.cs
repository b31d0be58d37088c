using System.Buffers;

namespace Undertone.Http.Yeastar;

/// <summary>What may stand in a request as a number to call.</summary>
internal static class DiallableNumber
{
    private const int MaxLength = 63;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+*#-_.");

    /// <summary>True for at most 63 digits, letters and <c>+*#-_.</c>; also for none, which is another mistake.</summary>
    public static bool IsValid(string number) => number.Length <= MaxLength && !number.AsSpan().ContainsAnyExcept(Allowed);
}
