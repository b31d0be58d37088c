using Undertone.Media;
using Undertone.Sip;

namespace Undertone.Switch;

/// <summary>What the engine is busy with at a moment; everything but the media's ports is zero when there are no calls.</summary>
/// <param name="Media">Audio.</param>
/// <param name="Sip">Signalling.</param>
/// <param name="Sessions">Dialogs with phones and trunks.</param>
/// <param name="PendingInvites">INVITEs that wait for our answer or for the ACK to it.</param>
public sealed record EngineLoad(MediaPlaneSnapshot Media, SipStackSnapshot Sip, int Sessions, int PendingInvites);
