using Undertone.Phone.Audio;

namespace Undertone.Phone.Hearing;

/// <summary>Somebody who takes part in a measurement of who hears whom: a mouth with a tone of its own, and an ear.</summary>
/// <param name="Name">How the table calls it, an extension number usually.</param>
/// <param name="FrequencyHz">The tone of its mouth; distinct from all others.</param>
/// <param name="Ear">What its ear hears.</param>
public sealed record HearingParty(string Name, int FrequencyHz, EarRecording Ear);
