using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Undertone.Sip.Authentication;

/// <summary>
/// Nonces that prove their own age: the time of issue in milliseconds, 64 random bits, and an HMAC over both and the realm.
/// The server stores nothing until a nonce has been used with the right password.
/// </summary>
internal sealed class NonceFactory(string realm, byte[] key, TimeProvider clock, TimeSpan lifetime)
{
    private const int StampBytes = 8;
    private const int RandomBytes = 8;
    private const int SignatureBytes = 16;
    private const int NonceBytes = StampBytes + RandomBytes + SignatureBytes;

    /// <summary>A clock that is set back a little must not make fresh nonces look forged.</summary>
    private static readonly TimeSpan AllowedLead = TimeSpan.FromSeconds(30);

    private readonly byte[] _realm = Encoding.UTF8.GetBytes(realm);

    public string Create()
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, Now());
        RandomNumberGenerator.Fill(nonce.Slice(StampBytes, RandomBytes));
        Sign(nonce[..(StampBytes + RandomBytes)], nonce[(StampBytes + RandomBytes)..]);
        return Convert.ToHexStringLower(nonce);
    }

    /// <summary>True when the nonce is ours and not too old; gives its time of issue in Unix milliseconds.</summary>
    public bool IsFresh(string nonce, out long issuedMilliseconds)
    {
        issuedMilliseconds = 0;
        Span<byte> bytes = stackalloc byte[NonceBytes];
        if (nonce.Length != NonceBytes * 2
            || Convert.FromHexString(nonce, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[SignatureBytes];
        Sign(bytes[..(StampBytes + RandomBytes)], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[(StampBytes + RandomBytes)..]))
        {
            return false;
        }

        issuedMilliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var age = TimeSpan.FromMilliseconds(Now() - issuedMilliseconds);
        return age <= lifetime && age >= -AllowedLead;
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private void Sign(ReadOnlySpan<byte> content, Span<byte> signature)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(content);
        hmac.AppendData(_realm);
        Span<byte> full = stackalloc byte[32];
        hmac.GetHashAndReset(full);
        full[..SignatureBytes].CopyTo(signature);
    }
}
