using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Undertone.Server.Configuration.Settings;
using Undertone.Server.Hosting;
using Undertone.Server.Tests.Fakes;

namespace Undertone.Server.Tests.Hosting;

/// <summary>Certificates of the operator's and those that are made, over real TLS.</summary>
public sealed class ConfiguredCertificateTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("own.pem", "")]
    [InlineData("own.pfx", "")]
    [InlineData("own.pfx", "s3cret")]
    public async Task A_configured_certificate_is_shown_and_none_is_made(string name, string password)
    {
        string path = _folder.File("own.pem");
        using X509Certificate2 own = SelfSignedCertificate.LoadOrCreate(path, DateTimeOffset.UtcNow);
        if (name != "own.pem")
        {
            path = _folder.File(name);
            await File.WriteAllBytesAsync(path, own.Export(X509ContentType.Pkcs12, password));
        }

        await using UndertoneServer server = await StartAsync(
            new HttpSettings { Urls = ["https://127.0.0.1:0"], CertificatePath = path, CertificatePassword = password });

        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback =
                    (_, shown, _, _) => shown!.GetCertHashString(HashAlgorithmName.SHA256) == own.GetCertHashString(HashAlgorithmName.SHA256),
            },
        };
        using var http = new HttpClient(handler);
        Assert.Equal("ok\n", await http.GetStringAsync(new Uri($"{server.HttpAddresses[0]}/healthz")));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.https.pem"));
    }

    [Fact]
    public async Task A_client_that_trusts_the_made_certificate_needs_no_exception()
    {
        await using UndertoneServer server = await StartAsync(new HttpSettings { Urls = ["https://127.0.0.1:0"] });
        using X509Certificate2 trusted = X509CertificateLoader.LoadCertificate(server.Certificate!.RawData);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(trusted);
        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
        using var http = new HttpClient(handler);

        Assert.Equal("ok\n", await http.GetStringAsync(new Uri($"https://localhost:{new Uri(server.HttpAddresses[0]).Port}/healthz")));
    }

    private Task<UndertoneServer> StartAsync(HttpSettings http)
        => UndertoneServer.StartAsync(Samples.Settings(_folder) with { Http = http }, [], (_, _) => new FakeEngineRunner(), CancellationToken.None);
}
