using Undertone.Load.Servers;

namespace Undertone.Load.Tests.Servers;

public sealed class ServerMetricsTests
{
    private const string Page = """
        # HELP a_total Something.
        # TYPE a_total counter
        a_total{kind="x"} 3
        a_total{kind="y"} 4.5
        ab 7
        broken
        """;

    private readonly ServerMetrics _metrics = ServerMetrics.Parse(Page);

    [Fact]
    public void Series_are_read_one_by_one_and_summed_by_name()
    {
        Assert.Equal(7.5, _metrics.Sum("a_total"));
        Assert.Equal(4.5, _metrics.One("a_total{kind=\"y\"}"));
        Assert.Equal(7, _metrics.One("ab"));
    }

    [Fact]
    public void What_is_not_there_is_nothing()
    {
        Assert.Equal(0, _metrics.Sum("a"));
        Assert.False(_metrics.Has("a"));
        Assert.True(_metrics.Has("a_total"));
    }
}
