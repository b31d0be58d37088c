namespace Undertone.Http.YeastarPSeries.Tokens;

/// <summary>An access token and the refresh token issued with it, as the client gets them.</summary>
/// <param name="ClientId">The API client.</param>
/// <param name="Access">32 letters and digits.</param>
/// <param name="Refresh">32 letters and digits.</param>
internal sealed record TokenPair(string ClientId, string Access, string Refresh)
{
    /// <summary>Names the client, never the tokens.</summary>
    public override string ToString() => $"{nameof(TokenPair)} of {ClientId}";
}
