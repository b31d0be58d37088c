using System.Net;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Phone.Rtp;
using Undertone.Sip;

namespace Undertone.Phone;

/// <summary>What a simulated phone is and how it behaves.</summary>
public sealed record SimulatedPhoneOptions
{
    /// <summary>The extension number.</summary>
    public required string Number { get; init; }

    /// <summary>The password for digest authentication.</summary>
    public string Password { get; init; } = "";

    /// <summary>The user name for digest authentication; <see cref="Number"/> if null.</summary>
    public string? AuthenticationName { get; init; }

    /// <summary>The name shown to the other side, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Where the server listens for SIP; null for a phone that only calls addresses directly.</summary>
    public IPEndPoint? Server { get; init; }

    /// <summary>The SIP domain; the server's address if null.</summary>
    public string? Domain { get; init; }

    /// <summary>How SIP travels.</summary>
    public SipTransportKind Transport { get; init; } = SipTransportKind.Udp;

    /// <summary>The address to bind SIP and RTP to.</summary>
    public IPAddress LocalAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The tone of the mouth, a multiple of 200 Hz from 200 to 3400.</summary>
    public required int ToneFrequencyHz { get; init; }

    /// <summary>The level of the tone, in dBm0.</summary>
    public double ToneLevelDbm0 { get; init; } = -12;

    /// <summary>The codecs, most wanted first.</summary>
    public IReadOnlyList<PhoneCodec> Codecs { get; init; } = [PhoneCodec.Pcmu, PhoneCodec.Pcma];

    /// <summary>The packet time it asks for.</summary>
    public TimeSpan PacketTime { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether it speaks telephone-event (RFC 4733).</summary>
    public bool TelephoneEvents { get; init; } = true;

    /// <summary>What it does with an incoming call.</summary>
    public AnswerPolicy Answering { get; init; } = AnswerPolicy.ByHeaders;

    /// <summary>How long it rings under <see cref="AnswerPolicy.AfterRinging"/>.</summary>
    public TimeSpan RingingTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether it rings with 183 and early media in place of 180.</summary>
    public bool EarlyMedia { get; init; }

    /// <summary>What the mouth of a new call does.</summary>
    public MouthMode Mouth { get; init; } = MouthMode.Tone;

    /// <summary>How much sound the ear of each call keeps, at least one second.</summary>
    public TimeSpan EarMemory { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The lifetime it asks for when it registers; it does not refresh by itself.</summary>
    public TimeSpan RegistrationLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long it waits for an answer to a request before it reports a time-out.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}
