using System.Text;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Fuzz.Targets;

/// <summary>The value of an authentication header: as a challenge, as credentials, and before the server's check.</summary>
internal sealed class DigestTarget : IFuzzTarget
{
    private readonly DigestAuthenticator _server = new("undertone.local", new byte[32], TimeProvider.System);

    /// <inheritdoc/>
    public string Name => "digest";

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        // The parser of messages leaves no line breaks in a value.
        var header = Encoding.UTF8.GetString(input).ReplaceLineEndings(" ").Replace('\r', ' ').Replace('\n', ' ');
        if (DigestChallenge.TryParse(header, out var challenge))
        {
            FindingException.Unless(
                DigestChallenge.TryParse(challenge.ToString(), out var again) && again.Nonce == challenge.Nonce && again.Realm == challenge.Realm,
                "a challenge changes when it is written and read again");
        }

        if (DigestCredentials.TryParse(header, out var credentials))
        {
            FindingException.Unless(
                DigestCredentials.TryParse(credentials.ToString(), out var again) && again == credentials,
                "credentials change when they are written and read again");
        }

        var request = new SipRequest(SipMethod.Register, SipUri.Parse("sip:undertone.local"));
        request.Headers.Add(SipHeaderNames.Authorization, header);
        var verdict = _server.Verify(request, _ => null);
        FindingException.Unless(verdict.Result != DigestResult.Ok, "credentials of nobody are accepted");
    }
}
