namespace Undertone.Media.Jitter;

/// <summary>Where an ear begins to read a mouth.</summary>
internal static class PlayoutStart
{
    /// <summary>Unevenness that every network has; without it, a packet that came just before its tick would soon be late.</summary>
    public const long MarginMicroseconds = 1_000;

    /// <summary>
    /// Samples that must remain in the ring after the first frame, so that on an even network every later frame is there at its tick,
    /// and not one sample more: that remainder is the delay.
    /// </summary>
    /// <remarks>
    /// Packets of P come every P; the newest came d before this tick; frames of F are taken every F. After k more ticks the ear has
    /// taken kF, and floor((d + kF) / P) more packets have come. The remainder must cover the largest difference of both,
    /// which is max over k of ((d + kF) mod P) - d. These residues are d mod g plus multiples of g, where g = gcd(P, F), so the largest
    /// is P - g + (d mod g). For P = F this is 0: the first packet is played at the next tick.
    /// </remarks>
    /// <param name="packetSamples">P.</param>
    /// <param name="frameSamples">F.</param>
    /// <param name="ageMicroseconds">d: tick time minus arrival of the newest packet.</param>
    /// <param name="sampleRateHz">Samples a second.</param>
    public static int Remainder(int packetSamples, int frameSamples, long ageMicroseconds, int sampleRateHz)
    {
        var age = (ageMicroseconds - MarginMicroseconds) * sampleRateHz / 1_000_000;
        age = Math.Clamp(age, -packetSamples, packetSamples - 1);
        var step = GreatestCommonDivisor(packetSamples, frameSamples);
        var phase = ((age % step) + step) % step;
        return (int)(packetSamples - step + phase - age);
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
