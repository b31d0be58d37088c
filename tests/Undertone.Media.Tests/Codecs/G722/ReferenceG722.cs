namespace Undertone.Media.Tests.Codecs.G722;

/// <summary>
/// G.722 at 64 kbit/s once more, straight from the equations of the recommendation and in another shape than the server's: every signal is
/// kept as its whole history and read as the equations write it, levels are magnitudes in order, and step sizes are computed and not looked up.
/// Slow.
/// </summary>
internal static class ReferenceG722
{
    private static readonly int[] QmfCoefficients =
    [
        3, -11, -11, 53, 12, -156, 32, 362, -210, -805, 951, 3876, 3876, 951, -805, -210, 362, 32, -156, 12, 53, -11, -11, 3,
    ];

    private static readonly int[] Decisions6 =
    [
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765,
        1980, 2195, 2557, 2919,
    ];

    private static readonly int[] Magnitudes6 =
    [
        136, 432, 728, 1040, 1360, 1688, 2032, 2400, 2776, 3168, 3576, 4008, 4464, 4944, 5456, 6000, 6576, 7192, 7856, 8576, 9360, 10232,
        11192, 12280, 13512, 14984, 16704, 19008, 21904, 24808,
    ];

    private static readonly int[] Magnitudes4 = [0, 1200, 2584, 4240, 6288, 8968, 12896, 20456];

    private static readonly int[] Growth4 = [-60, -30, 58, 172, 334, 538, 1198, 3042];

    /// <summary>Codes of positive and negative differences in order of magnitude.</summary>
    private static readonly int[] Positive6 = [.. Enumerable.Range(32, 30).Reverse()];

    private static readonly int[] Negative6 = [63, 62, .. Enumerable.Range(4, 28).Reverse()];

    public static byte[] Encode(ReadOnlySpan<short> pcm)
    {
        var (low, high) = (new Band(isLower: true), new Band(isLower: false));
        var codes = new byte[pcm.Length / 2];
        for (var n = 0; n < codes.Length; n++)
        {
            var (xa, xb) = (0, 0);
            for (var i = 0; i < 12; i++)
            {
                xa += QmfCoefficients[2 * i] * At(pcm, (2 * n) + 1 - (2 * i));
                xb += QmfCoefficients[(2 * i) + 1] * At(pcm, (2 * n) - (2 * i));
            }

            var il = low.Quantise(Limit((xa + xb) >> 14));
            var ih = high.Quantise(Limit((xa - xb) >> 14));
            codes[n] = (byte)((ih << 6) | il);
        }

        return codes;
    }

    public static short[] Decode(ReadOnlySpan<byte> codes)
    {
        var (low, high) = (new Band(isLower: true), new Band(isLower: false));
        var (xd, xs) = (new short[codes.Length], new short[codes.Length]);
        var pcm = new short[codes.Length * 2];
        for (var n = 0; n < codes.Length; n++)
        {
            var (rl, rh) = (low.Reconstruct(codes[n] & 63), high.Reconstruct(codes[n] >> 6));
            (xd[n], xs[n]) = ((short)(rl - rh), (short)(rl + rh));
            var (first, second) = (0, 0);
            for (var i = 0; i < 12; i++)
            {
                first += QmfCoefficients[2 * i] * At(xd, n - i);
                second += QmfCoefficients[(2 * i) + 1] * At(xs, n - i);
            }

            (pcm[2 * n], pcm[(2 * n) + 1]) = ((short)Sat(first >> 11), (short)Sat(second >> 11));
        }

        return pcm;
    }

    private static int At(ReadOnlySpan<short> signal, int n) => n < 0 ? 0 : signal[n];

    private static int Sat(long value) => (int)Math.Max(-32768, Math.Min(32767, value));

    private static int Limit(int value) => Math.Max(-16384, Math.Min(16383, value));

    /// <summary>A product of two fractions of 15 bits.</summary>
    private static int Mult(int a, int b) => Sat(((long)a * b) >> 15);

    private sealed class Band(bool isLower)
    {
        private readonly List<int> _d = [];
        private readonly List<int> _p = [];
        private readonly List<int> _r = [];
        private readonly int[] _a = new int[3];
        private readonly int[] _b = new int[7];
        private int _nabla;
        private int _delta = isLower ? 32 : 8;
        private int _sz;
        private int _s;

        public int Quantise(int x)
        {
            var e = Sat(x - _s);
            var magnitude = e >= 0 ? e : 32767 - (e & 32767);
            int code;
            if (isLower)
            {
                var level = Decisions6.Count(decision => magnitude >= Mult(decision << 3, _delta));
                code = e >= 0 ? Positive6[level] : Negative6[level];
            }
            else
            {
                var isFar = magnitude >= Mult(564 << 3, _delta);
                code = (e >= 0, isFar) switch { (true, true) => 2, (true, false) => 3, (false, true) => 0, _ => 1 };
            }

            Adapt(code);
            return code;
        }

        public int Reconstruct(int code)
        {
            var y = Limit(Sat(_s + Mult(_delta, isLower ? Fine(code) : HighLevel(code))));
            Adapt(code);
            return y;
        }

        private static int Fine(int code)
        {
            var level = Array.IndexOf(Positive6, code);
            if (level >= 0)
            {
                return Magnitudes6[level];
            }

            level = Array.IndexOf(Negative6, code);
            return level >= 0 ? -Magnitudes6[level] : -136;
        }

        private static int HighLevel(int code) => (code & 2) != 0 ? HighMagnitude(code) : -HighMagnitude(code);

        private static int HighMagnitude(int code) => (code & 1) != 0 ? 1616 : 7408;

        private void Adapt(int code)
        {
            int d;
            int growth;
            if (isLower)
            {
                // Upper four bits: 1-7 are negative, 8-14 positive, the largest magnitude first; 0 and 15 are zero.
                var coarse = code >> 2;
                var level = coarse is 0 or 15 ? 0 : coarse < 8 ? 8 - coarse : 15 - coarse;
                d = Mult(_delta, coarse < 8 ? -Magnitudes4[level] : Magnitudes4[level]);
                growth = Growth4[level];
            }
            else
            {
                d = Mult(_delta, HighLevel(code));
                growth = (code & 1) != 0 ? -214 : 798;
            }

            _nabla = Math.Min(Math.Max(Mult(_nabla, 32512) + growth, 0), isLower ? 18432 : 22528);
            var power = (int)Math.Round(2048 * Math.Pow(2, ((_nabla >> 6) & 31) / 32.0));
            _delta = (int)Math.Floor(power * Math.Pow(2, (_nabla >> 11) - (isLower ? 8 : 10))) * 4;
            Predict(d);
        }

        private void Predict(int d)
        {
            _d.Insert(0, d);
            _p.Insert(0, Sat(d + _sz));
            _r.Insert(0, Sat(_s + d));
            for (var i = 1; i <= 6; i++)
            {
                var step = d == 0 ? 0 : 128;
                _b[i] = Sat(Mult(_b[i], 32640) + (Sign(d) == Sign(Past(_d, i)) ? step : -step));
            }

            var sameAsLast = Sign(_p[0]) == Sign(Past(_p, 1));
            var four = Sat(_a[1] * 4L);
            var a2 = Mult(_a[2], 32512) + (Sat(sameAsLast ? -four : four) >> 7) + (Sign(_p[0]) == Sign(Past(_p, 2)) ? 128 : -128);
            _a[2] = Math.Max(-12288, Math.Min(12288, Sat(a2)));
            var a1 = Sat(Mult(_a[1], 32640) + (sameAsLast ? 192 : -192));
            var bound = 15360 - _a[2];
            _a[1] = a1 > bound ? bound : a1 < -bound ? -bound : a1;

            _sz = 0;
            for (var i = 6; i >= 1; i--)
            {
                _sz = Sat(_sz + Mult(_b[i], Sat(2L * Past(_d, i - 1))));
            }

            var sp = Sat(Mult(_a[1], Sat(2L * _r[0])) + Mult(_a[2], Sat(2L * Past(_r, 1))));
            _s = Sat(sp + _sz);
            Forget(_d);
            Forget(_p);
            Forget(_r);
        }

        private static int Sign(int value) => value < 0 ? -1 : 1;

        private static int Past(List<int> signal, int back) => back < signal.Count ? signal[back] : 0;

        private static void Forget(List<int> signal)
        {
            if (signal.Count > 8)
            {
                signal.RemoveAt(8);
            }
        }
    }
}
