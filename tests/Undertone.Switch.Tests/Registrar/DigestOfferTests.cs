using System.Net;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;
using Undertone.Switch.Registrar;

namespace Undertone.Switch.Tests.Registrar;

public class DigestOfferTests
{
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.7");
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Both_algorithms_are_offered_and_the_one_that_every_phone_knows_stands_first()
        => Assert.Equal([DigestAlgorithm.Md5, DigestAlgorithm.Sha256], Offer().For(Request("Yealink SIP-T46U"), Address));

    [Fact]
    public void A_device_known_to_give_up_is_offered_one_at_once()
        => Assert.Equal([DigestAlgorithm.Md5], Offer().For(Request("baresip v1.0.0 (x86_64/linux)"), Address));

    [Fact]
    public void A_device_that_comes_back_without_credentials_is_offered_one()
    {
        DigestOffer offer = Offer();
        offer.For(Request("?"), Address);

        Assert.Equal([DigestAlgorithm.Md5], offer.For(Request("?"), Address));
        Assert.Equal(2, offer.For(Request("?"), IPAddress.Loopback).Count);
    }

    [Fact]
    public void A_device_that_answered_is_offered_both_again_and_so_is_one_that_stayed_away_for_long()
    {
        DigestOffer offer = Offer();
        offer.For(Request("?"), Address);
        offer.Understood(Request("?"), Address);
        Assert.Equal(2, offer.For(Request("?"), Address).Count);

        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(2, offer.For(Request("?"), Address).Count);
    }

    private DigestOffer Offer() => new(new SwitchOptions(), _clock);

    private static SipRequest Request(string userAgent)
    {
        var request = new SipRequest(SipMethod.Register, SipUri.Create(null, "undertone.local"));
        request.Headers.Set("From", "<sip:2000@undertone.local>;tag=1");
        request.Headers.Set("User-Agent", userAgent);
        return request;
    }
}
