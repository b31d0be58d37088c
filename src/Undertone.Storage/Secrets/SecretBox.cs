using System.Security.Cryptography;
using System.Text;

namespace Undertone.Storage.Secrets;

/// <summary>
/// Seals secrets that must be known in clear later, with a key that lies in a file of its own: who has only the database, or a
/// backup of it, cannot read them. Safe for any thread.
/// </summary>
/// <param name="path">The key file; made at the first sealing, readable for its owner only.</param>
internal sealed class SecretBox(string path)
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>Seals a secret for one purpose; it cannot be opened for another.</summary>
    /// <returns>Base64 of nonce, tag and cipher text (AES-256-GCM).</returns>
    /// <exception cref="StorageException">The key file cannot be read or made.</exception>
    public string Seal(string secret, string purpose)
    {
        byte[] plain = Encoding.UTF8.GetBytes(secret);
        byte[] sealedSecret = new byte[NonceBytes + TagBytes + plain.Length];
        Span<byte> nonce = sealedSecret.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(Key(mayCreate: true), TagBytes);
        cipher.Encrypt(nonce, plain, sealedSecret.AsSpan(NonceBytes + TagBytes), sealedSecret.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        return Convert.ToBase64String(sealedSecret);
    }

    /// <summary>Opens what was sealed for the same purpose.</summary>
    /// <exception cref="StorageException">The key file is missing or another one, or the text was changed.</exception>
    public string Open(string sealedText, string purpose)
    {
        try
        {
            byte[] sealedSecret = Convert.FromBase64String(sealedText);
            byte[] plain = new byte[sealedSecret.Length - NonceBytes - TagBytes];
            using var cipher = new AesGcm(Key(mayCreate: false), TagBytes);
            cipher.Decrypt(
                sealedSecret.AsSpan(0, NonceBytes), sealedSecret.AsSpan(NonceBytes + TagBytes), sealedSecret.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or OverflowException)
        {
            throw new StorageException($"A stored secret cannot be opened with the key {path}: it belongs to another database, or one of the two was changed.", failure);
        }
    }

    private byte[] Key(bool mayCreate)
    {
        lock (_gate)
        {
            if (_key is not null)
            {
                return _key;
            }

            try
            {
                if (mayCreate && !File.Exists(path))
                {
                    Create();
                }

                byte[] key = File.ReadAllBytes(path);
                return _key = key.Length == KeyBytes ? key : throw new StorageException($"The key file {path} has {key.Length} bytes instead of {KeyBytes}.");
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new StorageException($"The key file {path} cannot be used: {failure.Message}", failure);
            }
        }
    }

    private void Create()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        file.Flush(flushToDisk: true);
    }
}
