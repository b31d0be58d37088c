namespace Undertone.Phone.Audio;

/// <summary>One tone as an ear hears it.</summary>
/// <param name="FrequencyHz">The frequency in hertz.</param>
/// <param name="LevelDbm0">The level in dBm0.</param>
/// <param name="Presence">The verdict.</param>
public readonly record struct ToneLevel(int FrequencyHz, double LevelDbm0, TonePresence Presence);
