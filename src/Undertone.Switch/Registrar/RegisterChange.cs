using System.Collections.Immutable;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Registrar;

/// <summary>One contact of a REGISTER and the time it asks for; zero removes it.</summary>
internal readonly record struct RequestedContact(SipUri Uri, TimeSpan Expires);

/// <summary>What a REGISTER asks for (RFC 3261 10.3), checked and with the registrar's limits applied.</summary>
/// <param name="RemoveAll">True for <c>Contact: *</c> with <c>Expires: 0</c>.</param>
/// <param name="Contacts">The contacts to add, refresh or remove; empty for a query.</param>
internal sealed record RegisterChange(bool RemoveAll, ImmutableArray<RequestedContact> Contacts)
{
    /// <summary>Reads the wishes of a REGISTER.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">The shortest and longest registration.</param>
    /// <param name="change">The wishes.</param>
    /// <param name="status">The status to answer with where they cannot be granted: 400 or 423.</param>
    public static bool TryRead(SipRequest request, SwitchOptions options, out RegisterChange change, out int status)
    {
        change = new RegisterChange(false, []);
        status = SipStatus.BadRequest;
        TimeSpan? headerExpires = request.Expires is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        if (request.HasWildcardContact)
        {
            // RFC 3261 10.3 step 6: the wildcard stands alone and only with Expires: 0.
            change = change with { RemoveAll = true };
            return request.Contacts.Count == 0 && headerExpires == TimeSpan.Zero;
        }

        var contacts = ImmutableArray.CreateBuilder<RequestedContact>(request.Contacts.Count);
        foreach (NameAddress contact in request.Contacts)
        {
            if (contact.Uri.Scheme is SipScheme.Tel)
            {
                return false;
            }

            TimeSpan wish = ContactExpires(contact) ?? headerExpires ?? options.MaxRegistration;
            if (wish > TimeSpan.Zero && wish < options.MinRegistration)
            {
                status = SipStatus.IntervalTooBrief;
                return false;
            }

            contacts.Add(new RequestedContact(contact.Uri, wish < options.MaxRegistration ? wish : options.MaxRegistration));
        }

        change = change with { Contacts = contacts.DrainToImmutable() };
        return true;
    }

    // RFC 3261 10.2.1.1: a malformed value counts as if the parameter were missing.
    private static TimeSpan? ContactExpires(NameAddress contact)
        => contact.Parameters.TryGet("expires", out string? text)
           && uint.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out uint seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
