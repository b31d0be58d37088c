using System.Collections.Immutable;
using Undertone.Sip.Messages;
using Undertone.Sip;

namespace Undertone.Switch.Registrar;

/// <summary>What became of a REGISTER.</summary>
internal enum RegisterVerdict
{
    /// <summary>Applied.</summary>
    Applied,

    /// <summary>Older than what is known for the same Call-ID (RFC 3261 10.3 step 7).</summary>
    OutOfOrder,

    /// <summary>Applied, and the oldest registration gave way to it.</summary>
    OldestDropped,

    /// <summary>More contacts in one request than an extension may have devices.</summary>
    TooManyContacts,
}

/// <summary>The location service: which devices are registered for which extension. Safe for any thread; time is given by the caller.</summary>
internal sealed class LocationTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImmutableArray<Binding>> _byNumber = new(StringComparer.Ordinal);

    /// <summary>The number of extensions with a registered device.</summary>
    public int RegisteredExtensions
    {
        get
        {
            lock (_gate)
            {
                return _byNumber.Count;
            }
        }
    }

    /// <summary>The devices of an extension, the newest registration first; empty if there is none.</summary>
    public ImmutableArray<Binding> Find(string number, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _byNumber.TryGetValue(number, out ImmutableArray<Binding> bindings)
                ? [.. bindings.Where(b => b.ExpiresAt > now)]
                : [];
        }
    }

    /// <summary>Applies what a REGISTER asks for, all of it or nothing.</summary>
    /// <param name="number">The extension.</param>
    /// <param name="change">What is asked for.</param>
    /// <param name="request">The request.</param>
    /// <param name="flow">Where it came from.</param>
    /// <param name="now">The time.</param>
    /// <param name="most">How many devices the extension may have.</param>
    public RegisterVerdict Apply(string number, RegisterChange change, SipRequest request, SipFlow flow, DateTimeOffset now, int most)
    {
        lock (_gate)
        {
            ImmutableArray<Binding> current = _byNumber.GetValueOrDefault(number, []);
            ImmutableArray<Binding> bindings = [.. current.Where(b => b.ExpiresAt > now)];
            if (bindings.Any(b => b.CallId == request.CallId && b.Sequence >= request.CSeq.Number)
                && (change.RemoveAll || change.Contacts.Length > 0))
            {
                return RegisterVerdict.OutOfOrder;
            }

            if (change.Contacts.Length > most)
            {
                return RegisterVerdict.TooManyContacts;
            }

            bindings = change.RemoveAll ? [] : Merge(bindings, change, request, flow, now);
            bool tooMany = bindings.Length > most;
            if (tooMany)
            {
                // The oldest is most often what a softphone left behind when it was started anew; it must not keep its user out.
                bindings = bindings[..most];
            }

            if (bindings.IsEmpty)
            {
                _byNumber.Remove(number);
            }
            else
            {
                _byNumber[number] = bindings;
            }

            return tooMany ? RegisterVerdict.OldestDropped : RegisterVerdict.Applied;
        }
    }

    /// <summary>Drops all devices of an extension; false if it had none.</summary>
    public bool Remove(string number)
    {
        lock (_gate)
        {
            return _byNumber.Remove(number);
        }
    }

    /// <summary>Drops what has lapsed; answers with the extensions that have lost their last device.</summary>
    public ImmutableArray<string> Sweep(DateTimeOffset now)
    {
        lock (_gate)
        {
            var lost = ImmutableArray.CreateBuilder<string>();
            foreach ((string number, ImmutableArray<Binding> bindings) in _byNumber.ToArray())
            {
                ImmutableArray<Binding> alive = [.. bindings.Where(b => b.ExpiresAt > now)];
                if (alive.IsEmpty)
                {
                    _byNumber.Remove(number);
                    lost.Add(number);
                }
                else if (alive.Length < bindings.Length)
                {
                    _byNumber[number] = alive;
                }
            }

            return lost.DrainToImmutable();
        }
    }

    private static ImmutableArray<Binding> Merge(
        ImmutableArray<Binding> bindings, RegisterChange change, SipRequest request, SipFlow flow, DateTimeOffset now)
    {
        foreach (RequestedContact contact in change.Contacts)
        {
            bindings = bindings.RemoveAll(b => b.Contact.IsEquivalentTo(contact.Uri) || IsSameDevice(b, request, flow));
            if (contact.Expires > TimeSpan.Zero)
            {
                bindings = bindings.Insert(0, new Binding(
                    contact.Uri, flow, request.CallId, request.CSeq.Number, now + contact.Expires, request.Headers.First("User-Agent") ?? ""));
            }
        }

        return bindings;
    }

    // A device that comes back behind a new NAT mapping keeps its Call-ID but may write another contact.
    private static bool IsSameDevice(Binding binding, SipRequest request, SipFlow flow)
        => request.Contacts.Count == 1 && binding.CallId == request.CallId && binding.Flow.Transport == flow.Transport;
}
