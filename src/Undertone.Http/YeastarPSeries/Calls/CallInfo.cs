namespace Undertone.Http.YeastarPSeries.Calls;

/// <summary>A call with its members, the calling one first (the vendor's Call_Info). The order of members is the order on the wire.</summary>
internal sealed record CallInfo(string CallId, IReadOnlyList<Member> Members);

/// <summary>A call that failed, with one of the vendor's reason texts.</summary>
internal sealed record FailedCallInfo(string CallId, IReadOnlyList<Member> Members, string Reason);

/// <summary>One member; exactly one of the three is set.</summary>
internal sealed record Member(ExtensionMember? Extension = null, TrunkMember? Inbound = null, TrunkMember? Outbound = null);

/// <summary>A member that is an extension.</summary>
internal sealed record ExtensionMember(string Number, string ChannelId, string MemberStatus, string CallPath);

/// <summary>A member that is reached through a trunk.</summary>
internal sealed record TrunkMember(string From, string To, string TrunkName, string ChannelId, string MemberStatus, string CallPath);
