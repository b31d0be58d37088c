using Undertone.Sip.Messages;

namespace Undertone.Sip.Transports;

/// <summary>What came in and what was wrong with it, since the start. Safe from any thread.</summary>
internal sealed class TransportCounters
{
    private long _requests;
    private long _responses;
    private long _malformed;
    private long _keepAlives;

    public long Requests => Interlocked.Read(ref _requests);

    public long Responses => Interlocked.Read(ref _responses);

    public long Malformed => Interlocked.Read(ref _malformed);

    public long KeepAlives => Interlocked.Read(ref _keepAlives);

    public void Count(SipMessage message) => Interlocked.Increment(ref message is SipRequest ? ref _requests : ref _responses);

    public void CountMalformed() => Interlocked.Increment(ref _malformed);

    public void CountKeepAlive() => Interlocked.Increment(ref _keepAlives);
}
