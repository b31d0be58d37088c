using System.Text;
using Undertone.Sip;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;
using Undertone.Sip.Transactions;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Harness;

/// <summary>A carrier whose every message the test writes, and the trunk that leads to it.</summary>
internal sealed class Carrier : IAsyncDisposable
{
    public const string Account = "account";
    public const string Password = "carrier-secret";
    private const string Nonce = "bm9uY2U";

    private readonly HashSet<string> _seen = [];

    public Carrier(string name = "carrier") => Name = name;

    public string Name { get; }

    public RawPhone Peer { get; } = new("5503301", null);

    /// <summary>Its trunk: neither registered nor asked, unless the test changes that.</summary>
    public TrunkOptions Trunk => new()
    {
        Name = Name,
        Address = SipUri.Create(null, "127.0.0.1", Peer.SipAddress.Port),
        ProbeInterval = TimeSpan.Zero,
    };

    /// <summary>An engine with these carriers; what begins with 0 goes to the first, then to the next; numbers of theirs ring 2000.</summary>
    public static async Task<SwitchRig> StartAsync(
        Carrier[] carriers, Func<TrunkOptions, TrunkOptions>? change = null, TrunkRoutes? routes = null, TransactionTimers? timers = null)
    {
        SwitchRig rig = await SwitchRig.StartAsync(
            new SwitchOptions
            {
                Trunks = [.. carriers.Select(c => change?.Invoke(c.Trunk) ?? c.Trunk)],
                Routes = routes ?? new TrunkRoutes
                {
                    Outbound = [.. carriers.Select(c => new OutboundRoute("^0[0-9]+$", c.Name))],
                    Inbound = [.. carriers.Select(c => new InboundRoute(c.Name, "^555", "2000"))],
                },
            },
            timers);
        foreach (Carrier carrier in carriers)
        {
            carrier.Peer.Server = rig.Sip;
        }

        return rig;
    }

    /// <summary>The next call that comes over the trunk.</summary>
    public async Task<RawCall> IncomingAsync() => RawCall.ToThisPhone(Peer, await ReceiveAsync(SipMethod.Invite));

    /// <summary>The next request of a kind. On a busy machine the server may repeat one before the test answers it; a repetition is passed over.</summary>
    public async Task<SipRequest> ReceiveAsync(SipMethod method, Func<SipRequest, bool>? satisfies = null)
    {
        SipRequest request = await Peer.ReceiveAsync(method, r => IsNew(r) && (satisfies?.Invoke(r) ?? true));
        _seen.Add(KeyOf(request));
        return request;
    }

    /// <summary>What has come of a kind and was not asked for, repetitions left out.</summary>
    public IReadOnlyList<SipRequest> Waiting(SipMethod method) => [.. Peer.Inbox.OfType<SipRequest>().Where(r => r.Method == method && IsNew(r))];

    /// <summary>Calls a number over the trunk.</summary>
    public RawCall Call(string number, Action<SipRequest>? change = null)
    {
        SipRequest invite = Peer.Request(SipMethod.Invite, $"sip:{number}@undertone.local", number, SipIds.NewCallId(), 1);
        invite.Headers.Add("Contact", Peer.Contact);
        invite.SetBody("application/sdp", Encoding.ASCII.GetBytes(Peer.Sdp()));
        change?.Invoke(invite);
        Peer.Send(invite);
        return RawCall.ByThisPhone(Peer, invite);
    }

    /// <summary>Challenges a request.</summary>
    public void Challenge(SipRequest request, int status = 407, string nonce = Nonce, bool stale = false, DigestAlgorithm algorithm = DigestAlgorithm.Md5)
    {
        SipResponse response = SipResponse.CreateFor(request, status, toTag: SipIds.NewTag());
        var challenge = new DigestChallenge("carrier.example", nonce, algorithm) { Stale = stale };
        response.Headers.Add(status == 407 ? "Proxy-Authenticate" : "WWW-Authenticate", challenge.ToString());
        Peer.Send(response);
    }

    /// <summary>The credentials of a request; null if it has none.</summary>
    public static DigestCredentials? CredentialsOf(SipRequest request)
    {
        string? header = request.Headers.First("Proxy-Authorization") ?? request.Headers.First("Authorization");
        return DigestCredentials.TryParse(header, out DigestCredentials? credentials) ? credentials : null;
    }

    /// <summary>True if the request proves to know the password.</summary>
    public static bool IsProven(SipRequest request)
    {
        if (CredentialsOf(request) is not { NonceCount: { } count } sent)
        {
            return false;
        }

        string ha1 = DigestMath.Ha1(sent.Algorithm, Account, sent.Realm, Password);
        return sent.Response == DigestMath.Response(sent.Algorithm, ha1, request.Method.Name, sent.Uri, sent.Nonce, count, sent.CNonce!);
    }

    private static string KeyOf(SipRequest request) => $"{request.Method} {request.TopVia.Branch}";

    private bool IsNew(SipRequest request) => !_seen.Contains(KeyOf(request));

    public ValueTask DisposeAsync() => Peer.DisposeAsync();
}
