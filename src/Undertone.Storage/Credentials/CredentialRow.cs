using Undertone.Supervision.Credentials;

namespace Undertone.Storage.Credentials;

/// <summary>A row of the table <c>api_credentials</c>.</summary>
internal sealed class CredentialRow
{
    public string Dialect { get; set; } = "";

    public string Id { get; set; } = "";

    public string SecretHash { get; set; } = "";

    public ApiCredential ToCredential() => new(Dialect, Id, SecretHash);
}
