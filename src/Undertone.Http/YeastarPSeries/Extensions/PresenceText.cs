using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>The words of <c>presence_status</c>.</summary>
internal static class PresenceText
{
    /// <summary>The word for a presence.</summary>
    public static string Of(PresenceStatus presence) => presence switch
    {
        PresenceStatus.Away => "away",
        PresenceStatus.BusinessTrip => "business_trip",
        PresenceStatus.DoNotDisturb => "do_not_disturb",
        PresenceStatus.Lunch => "lunch",
        PresenceStatus.OffWork => "off_work",
        _ => "available",
    };

    /// <summary>Reads a word; false if it is none of the list.</summary>
    public static bool TryRead(string text, out PresenceStatus presence)
    {
        foreach (PresenceStatus candidate in Enum.GetValues<PresenceStatus>())
        {
            if (Of(candidate) == text)
            {
                presence = candidate;
                return true;
            }
        }

        presence = default;
        return false;
    }
}
