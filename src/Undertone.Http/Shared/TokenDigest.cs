using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Undertone.Http.Shared;

/// <summary>
/// SHA-256 of a bearer token. Tables keep this instead of the token: what is in memory cannot be replayed, and the time
/// of a look-up says nothing about how much of a guess was right.
/// </summary>
/// <param name="A">First eight bytes.</param>
/// <param name="B">Second eight bytes.</param>
/// <param name="C">Third eight bytes.</param>
/// <param name="D">Last eight bytes.</param>
internal readonly record struct TokenDigest(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>The digest of a token.</summary>
    public static TokenDigest Of(string token)
    {
        Span<ulong> words = stackalloc ulong[4];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), MemoryMarshal.AsBytes(words));
        return new TokenDigest(words[0], words[1], words[2], words[3]);
    }

    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(TokenDigest);
}
