namespace Undertone.Phone.Audio;

/// <summary>
/// One sub-band of G.722 by the block diagrams of the recommendation, with its names for the signals. Written apart from the server's
/// codec on purpose, like <see cref="G711"/>.
/// </summary>
internal sealed class G722Band(bool lower)
{
    private static readonly int[] Q6 =
    [
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612,
        1765, 1980, 2195, 2557, 2919,
    ];

    // Level of each interval between two decision values, for six and for four bits.
    private static readonly int[] Level6 =
    [
        136, 432, 728, 1040, 1360, 1688, 2032, 2400, 2776, 3168, 3576, 4008, 4464, 4944, 5456, 6000, 6576, 7192, 7856, 8576, 9360, 10232,
        11192, 12280, 13512, 14984, 16704, 19008, 21904, 24808,
    ];

    private static readonly int[] Level4 = [0, 1200, 2584, 4240, 6288, 8968, 12896, 20456];
    private static readonly int[] Wl = [-60, -30, 58, 172, 334, 538, 1198, 3042];

    private readonly int[] _al = new int[3];
    private readonly int[] _bl = new int[7];
    private readonly int[] _dlt = new int[7];
    private readonly int[] _rlt = new int[3];
    private readonly int[] _plt = new int[3];
    private int _nb;
    private int _det = lower ? 32 : 8;
    private int _sz;
    private int _s;

    /// <summary>The code of a sample of the sub-band.</summary>
    public int Encode(int x)
    {
        var e = Limit16(x - _s);
        var magnitude = e < 0 ? -e - 1 : e;
        int code;
        if (lower)
        {
            var interval = 0;
            while (interval < 29 && magnitude >= (Q6[interval + 1] * _det) >> 12)
            {
                interval++;
            }

            // 61 down to 32 for positive differences, 63, 62 and then 31 down to 4 for negative ones.
            code = e >= 0 ? 61 - interval : interval < 2 ? 63 - interval : 33 - interval;
        }
        else
        {
            var isOuter = magnitude >= (564 * _det) >> 12;
            code = (e >= 0 ? 2 : 0) | (isOuter ? 0 : 1);
        }

        Update(code);
        return code;
    }

    /// <summary>The sample that a code stands for.</summary>
    public int Decode(int code)
    {
        var level = lower ? LevelOf6(code) : LevelOf2(code);
        var y = _s + ((_det * level) >> 15);
        Update(code);
        return Math.Min(Math.Max(y, -16384), 16383);
    }

    private static int LevelOf6(int code) => code switch
    {
        < 4 => -Level6[0],
        < 32 => -Level6[33 - code],
        < 62 => Level6[61 - code],
        _ => -Level6[63 - code],
    };

    private static int LevelOf2(int code) => ((code & 1) == 0 ? 7408 : 1616) * ((code & 2) == 0 ? -1 : 1);

    private void Update(int code)
    {
        if (lower)
        {
            var il4 = code >> 2;
            var interval = il4 is 0 or 15 ? 0 : il4 < 8 ? 8 - il4 : 15 - il4;
            var level = il4 < 8 ? -Level4[interval] : Level4[interval];
            _dlt[0] = (_det * level) >> 15;
            _nb = Math.Min(Math.Max(((_nb * 32512) >> 15) + Wl[interval], 0), 18432);
        }
        else
        {
            _dlt[0] = (_det * LevelOf2(code)) >> 15;
            _nb = Math.Min(Math.Max(((_nb * 32512) >> 15) + ((code & 1) == 0 ? 798 : -214), 0), 22528);
        }

        _rlt[0] = Limit16(_s + _dlt[0]);
        _plt[0] = Limit16(_sz + _dlt[0]);
        _det = Scale();
        UpdatePoles();
        UpdateZeros();
        Foretell();
    }

    /// <summary>Two to the power of the logarithm in 2048ths, at the coarseness of the recommendation's table.</summary>
    private int Scale()
    {
        var mantissa = (int)Math.Round(2048 * Math.Pow(2, ((_nb >> 6) & 31) / 32.0));
        var exponent = (_nb >> 11) - (lower ? 8 : 10);
        return (exponent < 0 ? mantissa >> -exponent : mantissa << exponent) * 4;
    }

    private void UpdatePoles()
    {
        var wd1 = Limit16(4 * _al[1]);
        var wd2 = (SameSign(_plt[0], _plt[1]) ? Limit16(-wd1) : wd1) >> 7;
        var apl2 = wd2 + (SameSign(_plt[0], _plt[2]) ? 128 : -128) + ((_al[2] * 32512) >> 15);
        _al[2] = Math.Min(Math.Max(apl2, -12288), 12288);
        var apl1 = (SameSign(_plt[0], _plt[1]) ? 192 : -192) + ((_al[1] * 32640) >> 15);
        _al[1] = Math.Min(Math.Max(apl1, _al[2] - 15360), 15360 - _al[2]);
    }

    private void UpdateZeros()
    {
        for (var i = 1; i <= 6; i++)
        {
            var step = _dlt[0] == 0 ? 0 : SameSign(_dlt[0], _dlt[i]) ? 128 : -128;
            _bl[i] = Limit16(step + ((_bl[i] * 32640) >> 15));
        }
    }

    private void Foretell()
    {
        Array.Copy(_dlt, 0, _dlt, 1, 6);
        Array.Copy(_rlt, 0, _rlt, 1, 2);
        Array.Copy(_plt, 0, _plt, 1, 2);
        _sz = 0;
        for (var i = 6; i > 0; i--)
        {
            _sz = Limit16(_sz + ((_bl[i] * Limit16(2 * _dlt[i])) >> 15));
        }

        var sp = ((_al[1] * Limit16(2 * _rlt[1])) >> 15) + ((_al[2] * Limit16(2 * _rlt[2])) >> 15);
        _s = Limit16(Limit16(sp) + _sz);
    }

    private static bool SameSign(int a, int b) => (a < 0) == (b < 0);

    private static int Limit16(int value) => Math.Min(Math.Max(value, -32768), 32767);
}
