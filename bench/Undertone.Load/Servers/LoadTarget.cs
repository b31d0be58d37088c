using System.Net;

namespace Undertone.Load.Servers;

/// <summary>The server under load.</summary>
/// <param name="Sip">Where it listens for SIP over UDP.</param>
/// <param name="Domain">Its SIP domain; null for its address.</param>
/// <param name="Api">Where its P-Series API and its metrics are; null for neither.</param>
/// <param name="ClientId">A client of the API.</param>
/// <param name="ClientSecret">The client's secret.</param>
/// <param name="ProcessId">Its process on this machine, to read what it uses; null when it is elsewhere.</param>
internal sealed record LoadTarget(IPEndPoint Sip, string? Domain, Uri? Api, string ClientId, string ClientSecret, int? ProcessId);
