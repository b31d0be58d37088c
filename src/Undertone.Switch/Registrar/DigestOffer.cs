using System.Collections.Immutable;
using System.Net;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Registrar;

/// <summary>
/// Chooses the algorithms of a challenge. RFC 8760 lets a server offer several, but some devices give up when one of them is
/// unknown to them (baresip 1.0 does). Those known for it, and any that comes back without credentials after it was offered
/// several, are offered the first one alone. Bounded; safe for any thread.
/// </summary>
internal sealed class DigestOffer(SwitchOptions options, TimeProvider clock, int capacity = 10_000)
{
    // Longer than the pause after which phones try a failed registration again.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<(IPAddress Address, string User), DateTimeOffset> _offeredSeveral = [];
    private readonly ImmutableArray<DigestAlgorithm> _firstOnly = [options.DigestAlgorithms[0]];

    /// <summary>The algorithms to offer in answer to this request.</summary>
    public IReadOnlyList<DigestAlgorithm> For(SipRequest request, IPAddress address)
    {
        string userAgent = request.Headers.First("User-Agent") ?? "";
        if (options.DigestAlgorithms.Length == 1 || options.SingleDigestUserAgents.Any(a => userAgent.StartsWith(a, StringComparison.OrdinalIgnoreCase)))
        {
            return _firstOnly;
        }

        (IPAddress, string) device = (address, request.From.Uri.User ?? "");
        DateTimeOffset now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_offeredSeveral.TryGetValue(device, out DateTimeOffset offeredAt) && now - offeredAt < Memory)
            {
                return _firstOnly;
            }

            if (_offeredSeveral.Count >= capacity)
            {
                _offeredSeveral.Clear();
            }

            _offeredSeveral[device] = now;
            return options.DigestAlgorithms;
        }
    }

    /// <summary>The device has answered a challenge: it may be offered several algorithms again.</summary>
    public void Understood(SipRequest request, IPAddress address)
    {
        lock (_gate)
        {
            _offeredSeveral.Remove((address, request.From.Uri.User ?? ""));
        }
    }
}
