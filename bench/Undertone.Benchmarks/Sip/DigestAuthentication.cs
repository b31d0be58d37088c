using BenchmarkDotNet.Attributes;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Benchmarks.Sip;

/// <summary>Both sides of digest authentication for a REGISTER.</summary>
[MemoryDiagnoser]
public class DigestAuthentication
{
    private const string Realm = "undertone";
    private const string User = "2000";
    private const string Password = "correct horse battery";

    private readonly DigestClient _client = new();
    private readonly DigestSecrets _secrets = DigestSecrets.Create(User, Realm, Password);
    private readonly SipRequest _unsigned = Unsigned();
    private readonly SipRequest _signed = Unsigned();
    private DigestAuthenticator _authenticator = null!;
    private DigestChallenge _challenge = null!;
    private string _ha1 = "";

    [Params(DigestAlgorithm.Md5, DigestAlgorithm.Sha256)]
    public DigestAlgorithm Algorithm { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        // Long runs must not end with stale nonces, which are checked by another path.
        var options = new DigestOptions { NonceLifetime = TimeSpan.FromDays(1) };
        _authenticator = new DigestAuthenticator(Realm, new byte[32], TimeProvider.System, options);
        _ha1 = _secrets.For(Algorithm);
        var offered = _authenticator.Challenge(algorithms: [Algorithm])[0];
        _challenge = DigestChallenge.TryParse(offered.Value, out var challenge) ? challenge : throw new InvalidDataException(offered.Value);
        _signed.Headers.Add(SipHeaderNames.Authorization, Sign().ToString());
        if (_authenticator.Verify(_signed, _ => _secrets).Result is var result and not DigestResult.Ok)
        {
            throw new InvalidOperationException($"The signature of the client was judged {result}.");
        }
    }

    /// <summary>The two hashes alone.</summary>
    [Benchmark]
    public string Response() => DigestMath.Response(
        Algorithm, _ha1, "REGISTER", "sip:undertone.example.com", _challenge.Nonce, 1, "0a4f113b5c6d7e8f");

    [Benchmark]
    public DigestCredentials Sign() => _client.Sign(_challenge, _unsigned, User, Password);

    /// <summary>The count of the nonce was used in the setup, so the verdict is "replayed": all the work of "ok" but one write to a table.</summary>
    [Benchmark]
    public DigestVerdict Verify() => _authenticator.Verify(_signed, _ => _secrets);

    [Benchmark]
    public SipResponse Challenge() => _authenticator.CreateUnauthorized(_unsigned);

    private static SipRequest Unsigned()
    {
        var request = (SipRequest)SipSamples.Parse(SipSamples.Register);
        request.Headers.Remove(SipHeaderNames.Authorization);
        return request;
    }
}
