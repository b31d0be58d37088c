using Undertone.Http.Exotel.Accounts;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>Numbers, dates and prices of an account.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("2008", "2008")]
    [InlineData("09052161119", "09052161119")]
    [InlineData("+91 (90) 5216-11.19", "+919052161119")]
    [InlineData("*81#", "*81#")]
    public void A_number_is_read_without_its_separators(string text, string number)
    {
        Assert.True(PhoneNumber.TryParse(text, out string read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData(" - ")]
    [InlineData("++91")]
    [InlineData("91+9")]
    [InlineData("sip:2008@host")]
    [InlineData("2008;x=1")]
    [InlineData("20\r\n08")]
    [InlineData("٢٠٠٨")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void What_is_no_number_is_refused(string text) => Assert.False(PhoneNumber.TryParse(text, out _));

    [Theory]
    [InlineData("09052161119", "+919052161119", true)]
    [InlineData("919052161119", "09052161119", true)]
    [InlineData("2008", "2008", true)]
    [InlineData("09052161119", "09052161118", false)]
    [InlineData("9052161119", "09052161119", false)]
    [InlineData("2008", "02008", false)]
    [InlineData("12345679052161119", "09052161119", false)]
    public void The_national_and_the_international_form_are_one_number(string first, string second, bool same)
    {
        Assert.Equal(same, PhoneNumber.AreSame(first, second));
        Assert.Equal(same, PhoneNumber.AreSame(second, first));
    }

    [Theory]
    [InlineData(0, 60, 0)]
    [InlineData(1, 60, 1)]
    [InlineData(60, 60, 1)]
    [InlineData(61, 60, 2)]
    [InlineData(3600, 60, 60)]
    [InlineData(31, 30, 2)]
    [InlineData(17, 1, 17)]
    public void A_pulse_is_charged_once_it_has_begun(int seconds, int pulse, int pulses)
        => Assert.Equal(pulses, new Tariff { Pulse = TimeSpan.FromSeconds(pulse) }.PulsesOf(seconds));

    [Fact]
    public void Dates_are_in_the_accounts_zone_and_have_none()
    {
        var account = new Account { Sid = "a", Key = "secret" };
        Assert.Equal("1970-01-01 05:30:00", account.Date(DateTimeOffset.UnixEpoch));
        Assert.Equal("1970-01-01 00:00:00", (account with { TimeZone = TimeZoneInfo.Utc }).Date(DateTimeOffset.UnixEpoch));
        Assert.Equal("a", account.ToString());
    }

    [Fact]
    public void Outside_supervisors_are_those_that_the_account_names_or_any()
    {
        var supervisors = new OutsideSupervisors(
            [new Account { Sid = "any", Key = "1" }, new Account { Sid = "some", Key = "2", Supervisors = ["+919052161119"] }]);
        Assert.True(supervisors.MaySupervise("any", "0123"));
        Assert.True(supervisors.MaySupervise("some", "09052161119"));
        Assert.False(supervisors.MaySupervise("some", "09052161118"));
        Assert.False(supervisors.MaySupervise("unknown", "09052161119"));
    }
}
