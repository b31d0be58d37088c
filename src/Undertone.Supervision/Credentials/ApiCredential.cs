namespace Undertone.Supervision.Credentials;

/// <summary>What an API client logs in with.</summary>
/// <param name="Dialect">The dialect that it belongs to, <c>p-series</c> for instance.</param>
/// <param name="Id">Client id, user name or key, unique in the dialect.</param>
/// <param name="SecretHash">Slow hash of the secret (<see cref="Credentials.SecretHash"/>).</param>
public sealed record ApiCredential(string Dialect, string Id, string SecretHash)
{
    /// <summary>Names the client, never its secret.</summary>
    public override string ToString() => $"{Dialect}:{Id}";
}

/// <summary>Where API credentials are kept.</summary>
public interface ICredentialStore
{
    /// <summary>The credential with this id; null if there is none.</summary>
    Task<ApiCredential?> FindAsync(string dialect, string id, CancellationToken cancellation);

    /// <summary>Adds one, or replaces the one with its id.</summary>
    Task SaveAsync(ApiCredential credential, CancellationToken cancellation);

    /// <summary>True if the dialect has any credential.</summary>
    Task<bool> AnyAsync(string dialect, CancellationToken cancellation);
}
