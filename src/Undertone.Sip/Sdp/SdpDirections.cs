namespace Undertone.Sip.Sdp;

/// <summary>Arithmetic on <see cref="SdpDirection"/>.</summary>
public static class SdpDirections
{
    /// <summary>Whether the writer of <paramref name="direction"/> sends.</summary>
    public static bool Sends(this SdpDirection direction) => direction is SdpDirection.SendRecv or SdpDirection.SendOnly;

    /// <summary>Whether the writer of <paramref name="direction"/> receives.</summary>
    public static bool Receives(this SdpDirection direction) => direction is SdpDirection.SendRecv or SdpDirection.RecvOnly;

    /// <summary>The same flow seen from the other side.</summary>
    public static SdpDirection Reversed(this SdpDirection direction) => From(direction.Receives(), direction.Sends());

    /// <summary>The direction of a side that sends and receives as told.</summary>
    public static SdpDirection From(bool sends, bool receives) => (sends, receives) switch
    {
        (true, true) => SdpDirection.SendRecv,
        (true, false) => SdpDirection.SendOnly,
        (false, true) => SdpDirection.RecvOnly,
        (false, false) => SdpDirection.Inactive,
    };

    /// <summary>The name of the attribute on the wire.</summary>
    internal static string AttributeName(this SdpDirection direction) => direction switch
    {
        SdpDirection.SendRecv => "sendrecv",
        SdpDirection.SendOnly => "sendonly",
        SdpDirection.RecvOnly => "recvonly",
        _ => "inactive",
    };

    /// <summary>The last direction among <paramref name="attributes"/>, or null where none is stated.</summary>
    internal static SdpDirection? Find(IReadOnlyList<SdpAttributeLine> attributes)
    {
        SdpDirection? found = null;
        foreach (var attribute in attributes)
        {
            found = attribute.Name switch
            {
                "sendrecv" => SdpDirection.SendRecv,
                "sendonly" => SdpDirection.SendOnly,
                "recvonly" => SdpDirection.RecvOnly,
                "inactive" => SdpDirection.Inactive,
                _ => found,
            };
        }

        return found;
    }
}
