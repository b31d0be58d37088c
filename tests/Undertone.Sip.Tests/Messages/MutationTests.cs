using System.Text;
using Undertone.Sip.Messages;
using Undertone.Sip.Tests.Messages.Torture;

namespace Undertone.Sip.Tests.Messages;

/// <summary>Broken messages never make the parser throw, and whatever it accepts has views that do not throw either.</summary>
public class MutationTests
{
    private static readonly byte[][] Seeds =
    [
        SipTexts.Bytes(SipTexts.Invite),
        TortureMessage.Expand(ValidTortureMessages.Wsinv),
        TortureMessage.Expand(ValidTortureMessages.Intmeth),
        TortureMessage.Expand(ValidTortureMessages.Esc01),
        TortureMessage.Expand(ApplicationTortureMessages.Bcast),
        TortureMessage.Expand(InvalidTortureMessages.Badinv01),
        TortureMessage.Expand(InvalidTortureMessages.Multi01),
    ];

    private static readonly byte[][] Insertions =
    [
        .. new[] { "\r\n", "\n", "\r", "\0", "\"", "<", ">", ";", ",", ":", "@", "%", "[", "]", " ", "\r\n ", "SIP/2.0", "Via: ", "sip:", "\\", "=", "9999999999", "-1" }
            .Select(Encoding.UTF8.GetBytes),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryParse_MutatedMessages_NeverThrow(int seed)
    {
        var random = new Random(seed);
        var accepted = 0;
        for (var i = 0; i < 2000; i++)
        {
            var bytes = Mutate(random, Seeds[i % Seeds.Length]);
            if (SipMessageParser.TryParse(bytes, SipLimits.Default, out var message, out var error))
            {
                accepted++;
                ReadAllViews(message);
                Assert.NotEmpty(SipMessageWriter.ToBytes(message));
            }
            else if (error.Answer is { } answer)
            {
                Assert.NotEmpty(answer.TopVia.Host);
                Assert.NotEmpty(SipMessageWriter.ToBytes(answer));
            }

            var found = SipMessageParser.TryReadFrame(bytes, SipLimits.Default, out var frame, out var broken);
            Assert.True(!found || (broken is null && frame.Consumed > 0 && frame.Start + frame.Bytes <= bytes.Length));
        }

        Assert.InRange(accepted, 100, 1900);
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = seed.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Insertions[random.Next(Insertions.Length)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static void ReadAllViews(SipMessage message)
    {
        Assert.NotEmpty(message.Vias);
        Assert.NotNull(message.From.Uri);
        Assert.NotNull(message.To.Uri);
        Assert.NotEmpty(message.CallId);
        Assert.NotEmpty(message.CSeq.Method.Name);
        Assert.All(message.Contacts.Concat(message.Routes).Concat(message.RecordRoutes), address => Assert.NotNull(address.Uri));
        Assert.InRange(message.MaxForwards ?? 0, 0, message is SipRequest ? 255 : int.MaxValue);
        Assert.InRange(message.Expires ?? 0, 0, int.MaxValue);
        if (message is SipRequest request)
        {
            Assert.Equal(request.Method, SipResponse.CreateFor(request, 200).CSeq.Method);
        }
    }
}
