using System.Globalization;

namespace Undertone.Supervision.Calls;

/// <summary>
/// Identifies one call for the life of the installation. Its text form is <c>1650094666.549</c>: the second in which the
/// call began, and a number that grows by one with every call and every leg of this server.
/// </summary>
/// <param name="StartedUnixSeconds">Start of the call in whole seconds since 1970-01-01 UTC.</param>
/// <param name="Sequence">Running number, at least 1; it goes on over calls and begins anew at a restart.</param>
public readonly record struct CallId(long StartedUnixSeconds, long Sequence)
{
    /// <summary>Reads the text form; false if it is not two decimal numbers joined by a full stop.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CallId id)
    {
        id = default;
        int dot = text.IndexOf('.');
        if (dot <= 0
            || !long.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            || !long.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
        {
            return false;
        }

        id = new CallId(seconds, sequence);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartedUnixSeconds}.{Sequence}");
}
