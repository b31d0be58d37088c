using System.Collections.Immutable;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Monitoring;

namespace Undertone.Switch.Tests.Monitoring;

public class FeatureCodeTests
{
    [Theory]
    [InlineData("*512000", MonitorMode.Listen, "2000")]
    [InlineData("*522000", MonitorMode.Whisper, "2000")]
    [InlineData("*532000", MonitorMode.Barge, "2000")]
    [InlineData("*90101", MonitorMode.Listen, "101")]
    [InlineData("*91101", MonitorMode.Whisper, "101")]
    [InlineData("*92101", MonitorMode.Barge, "101")]
    public void Both_families_of_codes_are_known(string dialled, MonitorMode mode, string target)
    {
        Assert.True(FeatureCode.TryMatch(FeatureCode.Defaults, dialled, out FeatureCode? code, out string number));
        Assert.Equal((mode, target), (code.Mode, number));
    }

    [Theory]
    [InlineData("2000")]
    [InlineData("*51")]
    [InlineData("*592000")]
    [InlineData("")]
    public void Other_numbers_are_no_codes(string dialled) => Assert.False(FeatureCode.TryMatch(FeatureCode.Defaults, dialled, out _, out _));

    [Fact]
    public void The_longest_code_wins()
    {
        ImmutableArray<FeatureCode> codes = [new("*5", MonitorMode.Listen), new("*51", MonitorMode.Barge)];

        Assert.True(FeatureCode.TryMatch(codes, "*512000", out FeatureCode? code, out string target));
        Assert.Equal((MonitorMode.Barge, "2000"), (code.Mode, target));
    }
}
