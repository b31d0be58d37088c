using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Undertone.Server.Configuration.Settings;
using Undertone.Server.Hosting;
using Undertone.Server.Tests.Fakes;
using Undertone.Storage;

namespace Undertone.Server.Tests.Hosting;

public sealed class SelfSignedCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_made_once_and_readable_for_its_owner_only()
    {
        string path = _folder.File("https.pem");
        using X509Certificate2 first = SelfSignedCertificate.LoadOrCreate(path, Now);
        using X509Certificate2 again = SelfSignedCertificate.LoadOrCreate(path, Now.AddDays(3000));

        Assert.Equal(first.Thumbprint, again.Thumbprint);
        Assert.True(again.HasPrivateKey);
        Assert.True(again.MatchesHostname("localhost"));
        Assert.True(again.MatchesHostname("127.0.0.1"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void It_is_made_anew_before_it_expires()
    {
        string path = _folder.File("https.pem");
        using X509Certificate2 first = SelfSignedCertificate.LoadOrCreate(path, Now);
        using X509Certificate2 renewed = SelfSignedCertificate.LoadOrCreate(path, Now.AddDays(3645));

        Assert.NotEqual(first.Thumbprint, renewed.Thumbprint);
        Assert.True(renewed.NotAfter.ToUniversalTime() > Now.AddDays(7000).UtcDateTime);
    }

    [Fact]
    public void A_file_that_is_no_certificate_is_named_and_left_alone()
    {
        string path = _folder.File("https.pem");
        File.WriteAllText(path, "something else");

        IOException failure = Assert.Throws<IOException>(() => SelfSignedCertificate.LoadOrCreate(path, Now));
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Equal("something else", File.ReadAllText(path));
    }

    [Fact]
    public async Task The_server_answers_over_tls_with_it()
    {
        var settings = new ServerSettings
        {
            Http = new HttpSettings { Urls = ["https://127.0.0.1:0"] },
            Storage = new StorageOptions { ConnectionString = $"Data Source={_folder.File("undertone.db")}" },
        };
        await using UndertoneServer server = await UndertoneServer.StartAsync(settings, [], (_, _) => new FakeEngineRunner(), default);
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                // A client that pins it.
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == server.Certificate!.GetCertHashString(),
            },
        };
        using var client = new HttpClient(handler);

        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync(new Uri($"{server.HttpAddresses[0]}/healthz"))).StatusCode);
        Assert.True(File.Exists(_folder.File("undertone.db.https.pem")));
    }
}
