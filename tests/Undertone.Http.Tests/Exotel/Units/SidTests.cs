using Undertone.Http.Exotel;
using Undertone.Http.Exotel.Calls;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>Ids and places as clients see them.</summary>
public sealed class SidTests
{
    private static readonly CallId Call = new(1650094666, 549);

    [Theory]
    [InlineData(0, 1, 0, "00000000000000000000000100000000")]
    [InlineData(1650094666, 549, 0, "00625a724a0000000000022500000000")]
    [InlineData(1650094666, 549, 0x114, "00625a724a0000000000022500000114")]
    [InlineData(0xffffffffff, 0xffffffffffffff, uint.MaxValue, "ffffffffffffffffffffffffffffffff")]
    public void A_sid_has_32_small_digits_and_is_read_again(long second, long sequence, uint leg, string text)
    {
        var call = new CallId(second, sequence);
        Assert.Equal(text, Sid.Of(call, new LegId(leg)));
        Assert.Equal(leg == 0, Sid.TryParseCall(text, out CallId readCall));
        Assert.Equal(leg != 0, Sid.TryParseLeg(text, out CallId legsCall, out LegId readLeg));
        Assert.Equal((call, call, new LegId(leg)), (readCall, legsCall, readLeg));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1650094666.549")]
    [InlineData("00625A724A0000000000022500000000")]
    [InlineData("00625a724a000000000002250000000")]
    [InlineData("00625a724a00000000000225000000000")]
    [InlineData("40ccc7656e1a3eb66c6cb2be57d1142k")]
    [InlineData(" 0625a724a0000000000022500000000")]
    [InlineData("-0625a724a0000000000022500000000")]
    [InlineData("٠0625a724a0000000000022500000000")]
    public void What_is_no_sid_is_refused(string text)
    {
        Assert.False(Sid.TryParseCall(text, out _));
        Assert.False(Sid.TryParseLeg(text, out _, out _));
    }

    [Fact]
    public void A_cursor_is_read_again_and_can_stand_in_a_query()
    {
        var position = new CallPosition(new DateTimeOffset(2026, 1, 1, 17, 30, 0, TimeSpan.FromHours(5.5)).AddTicks(7), Call);
        string text = CallCursor.Of(position);

        Assert.Equal(text, Uri.EscapeDataString(text));
        Assert.True(CallCursor.TryParse(text, out CallPosition read));
        Assert.Equal(position, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("a")]
    [InlineData("MTIz")]
    [InlineData("LTEvMS4x")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OS8xLjE")]
    [InlineData("OTIyMzM3MjAzNjg1NDc3NTgwNy8xLjE")]
    [InlineData("MS94")]
    public void What_is_no_cursor_is_refused(string text) => Assert.False(CallCursor.TryParse(text, out _));
}
