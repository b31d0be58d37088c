using System.Diagnostics.CodeAnalysis;

namespace Undertone.Http.Exotel.Callbacks;

/// <summary>
/// The address of a receiver, whose path and query go out byte for byte as the client wrote them: receivers know a callback for ours by a
/// secret in the query, and may compare it as text.
/// </summary>
internal static class CallbackUrl
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Reads an address; false if it is no absolute one of http or https, or names a user.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url)
    {
        // A fragment is never sent; taken as written, it would be.
        string address = text.Split('#')[0];

        // What cannot stand in a request line as it is has to be escaped after all.
        bool canGoAsWritten = !address.AsSpan().ContainsAnyExceptInRange('!', '~');
        bool isUrl = canGoAsWritten ? Uri.TryCreate(address, AsWritten, out url) : Uri.TryCreate(address, UriKind.Absolute, out url);
        return isUrl && url!.IsAbsoluteUri && url.Scheme is "http" or "https" && url!.UserInfo.Length == 0 && url.Host.Length > 0;
    }
}
