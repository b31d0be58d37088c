namespace Undertone.Sip.Sdp;

/// <summary>The origin line (RFC 8866 5.2): who wrote the description, and which version of it this is.</summary>
/// <param name="Username">The writer's name, "-" for none.</param>
/// <param name="SessionId">Constant for the writer's side of the session.</param>
/// <param name="SessionVersion">Grows by one with each change (RFC 3264 8).</param>
/// <param name="AddressType">"IP4" or "IP6".</param>
/// <param name="Address">The writer's address; informative, media does not go there.</param>
public sealed record SdpOrigin(string Username, ulong SessionId, ulong SessionVersion, string AddressType, string Address)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Username} {SessionId} {SessionVersion} IN {AddressType} {Address}";
}
