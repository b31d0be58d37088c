using FsCheck;
using FsCheck.Fluent;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

/// <summary>What is written is read back the same, whatever it holds.</summary>
public class RoundTripProperties
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261120, 7);

    [Fact]
    public void Addresses_SurviveWritingAndReading() =>
        Prop.ForAll(RandomMessages.Addresses.ToArbitrary(), address => NameAddress.TryParse(address.ToString(), out var read) && read == address)
            .Check(Settings);

    [Fact]
    public void Vias_SurviveWritingAndReading() =>
        Prop.ForAll(RandomMessages.Vias.ToArbitrary(), via => ViaHeader.TryParse(via.ToString(), out var read) && read == via).Check(Settings);

    [Fact]
    public void Requests_SurviveWritingAndReading() =>
        Prop.ForAll(RandomMessages.Requests.ToArbitrary(), Survives).Check(Settings);

    private static bool Survives(SipRequest request)
    {
        if (!SipMessageParser.TryParse(SipMessageWriter.ToBytes(request), SipLimits.Default, out var message, out _) || message is not SipRequest read)
        {
            return false;
        }

        return read.Method == request.Method
            && read.RequestUri.Equals(request.RequestUri)
            && read.Vias.SequenceEqual(request.Vias)
            && read.Contacts.SequenceEqual(request.Contacts)
            && read.From == request.From
            && read.To == request.To
            && read.CallId == request.CallId
            && read.CSeq == request.CSeq
            && read.Body.Span.SequenceEqual(request.Body.Span)
            && read.Headers.Where(header => header.Name != SipHeaderNames.ContentLength).SequenceEqual(request.Headers);
    }
}
