namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>The layouts of events.</summary>
public enum Layout
{
    /// <summary>The first: parties are keys of the event, and two extensions give the same key twice.</summary>
    Old,

    /// <summary>That of version 1.0.2: parties in a list <c>call</c>.</summary>
    CallList,

    /// <summary>That of OpenVox: several extensions in a list <c>extid</c>.</summary>
    OpenVox,

    /// <summary>That of version 2.0.0: <c>members</c> with a status each.</summary>
    Second,
}

/// <summary>The calls that are told in each layout.</summary>
public enum ToldCall
{
    /// <summary>2000 calls 2001 by request of the API; 2001 hangs up.</summary>
    Internal,

    /// <summary>The carrier calls 5550001, which is 2000, and hangs up.</summary>
    Inbound,

    /// <summary>2000 dials 0112345 on its phone, and hangs up.</summary>
    Outbound,
}
