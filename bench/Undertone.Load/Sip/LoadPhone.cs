namespace Undertone.Load.Sip;

/// <summary>A registered extension without a call.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Password">What it registers with.</param>
internal sealed record LoadPhone(string Number, string Password)
{
    private int _sequence;

    /// <summary>The Call-ID of its registrations (RFC 3261 10.2: the same for all).</summary>
    public string RegistrationCallId { get; } = Undertone.Sip.SipIds.NewCallId();

    /// <summary>The leg that answers the next INVITE to it, or null: it is busy.</summary>
    public LoadLeg? Expected { get; set; }

    public uint NextSequence() => (uint)Interlocked.Increment(ref _sequence);
}
