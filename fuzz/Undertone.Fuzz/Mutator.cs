using System.Text;

namespace Undertone.Fuzz;

/// <summary>
/// Damages inputs the way networks, bugs and attackers do. The same seed and the same corpus give the same inputs in the same order,
/// so that a round number alone finds an input again.
/// </summary>
/// <param name="corpus">What to damage; not empty.</param>
/// <param name="seed">Where the row of random numbers begins.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, int seed)
{
    private const int MostChanges = 6;
    private const int LongRun = 3000;
    private const int MostBytes = 70_000;

    private static readonly byte[][] Splices =
    [
        .. new[]
        {
            "\r\n", "\n", "\r", "\r\n\r\n", "\r\n ", "\0", "\"", "\\", "<", ">", ";", ",", ":", "@", "%", "%0", "%zz", "[", "]", "[::1]", "=", " ", "\t", "*",
            "SIP/2.0", "Via: ", "v: ", "sip:", "tel:+", "Content-Length: 4294967296", "l: -1", "Contact: *", "tag=", "branch=z9hG4bK", "m=audio 0 RTP/AVP",
            "c=IN IP4 0.0.0.0", "a=rtpmap:0 ", "a=ptime:0", "nc=00000000", "qop=auth-int", "algorithm=SHA-512-256", "0", "65536", "2147483648",
            "18446744073709551616", "-1", "1e9", "\u00e9", "\U0001f4de",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x80, 0x00], [0xFF, 0xFF, 0xFF, 0xFF], [0x00, 0x00, 0x00, 0x00],
    ];

    /// <summary>The input of a round. The first rounds give the corpus as it is.</summary>
    public byte[] Make(long round)
    {
        if (round < corpus.Count)
        {
            return corpus[(int)round];
        }

        var random = new Random(HashCode(seed, round));
        var bytes = corpus[random.Next(corpus.Count)].ToList();
        for (var changes = random.Next(1, MostChanges + 1); changes > 0 && bytes.Count > 0; changes--)
        {
            Change(bytes, random);
        }

        return bytes.Count > MostBytes ? [.. bytes.Take(MostBytes)] : [.. bytes];
    }

    private void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(10))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 80), bytes.Count - at)));
                break;
            case 5:
                bytes.InsertRange(at, Enumerable.Repeat(bytes[at], random.Next(1, LongRun)));
                break;
            case 6:
                Repeat(bytes, at, random);
                break;
            case 7:
                // Another input's end behind this one's beginning.
                var other = corpus[random.Next(corpus.Count)];
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.Skip(random.Next(other.Length + 1)));
                break;
            default:
                bytes.InsertRange(at, Splices[random.Next(Splices.Length)]);
                break;
        }
    }

    /// <summary>A piece many times over: what makes a parser with a hidden square slow.</summary>
    private static void Repeat(List<byte> bytes, int at, Random random)
    {
        var piece = bytes.GetRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
        for (var times = random.Next(2, 200); times > 0; times--)
        {
            bytes.InsertRange(at, piece);
        }
    }

    /// <summary>Not <see cref="System.HashCode"/>, which differs from process to process.</summary>
    private static int HashCode(int seed, long round) => unchecked((int)(((ulong)round + ((ulong)(uint)seed << 32)) * 0x9E3779B97F4A7C15UL >> 32));
}
