using System.Globalization;

namespace Undertone.Load.Servers;

/// <summary>The server's own figures, in the text format of Prometheus.</summary>
internal sealed class ServerMetrics
{
    private readonly Dictionary<string, double> _series;

    private ServerMetrics(Dictionary<string, double> series) => _series = series;

    /// <summary>Asks a server; null when it has no such page.</summary>
    public static async Task<ServerMetrics?> ReadAsync(Uri server, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            var text = await http.GetStringAsync(new Uri(server, "metrics"), cancellation);
            return Parse(text);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public static ServerMetrics Parse(string text)
    {
        Dictionary<string, double> series = [];
        foreach (var line in text.Split('\n'))
        {
            var end = line.LastIndexOf(' ');
            if (end > 0 && line[0] != '#' && double.TryParse(line.AsSpan(end + 1), CultureInfo.InvariantCulture, out var value))
            {
                series[line[..end]] = value;
            }
        }

        return new ServerMetrics(series);
    }

    /// <summary>The sum of all series of a name, whatever their labels; 0 when there is none.</summary>
    public double Sum(string name)
        => _series.Where(pair => pair.Key == name || pair.Key.StartsWith(name + "{", StringComparison.Ordinal)).Sum(pair => pair.Value);

    /// <summary>One series with its labels; 0 when it is not there.</summary>
    public double One(string nameWithLabels) => _series.GetValueOrDefault(nameWithLabels);

    public bool Has(string name) => _series.Keys.Any(key => key == name || key.StartsWith(name + "{", StringComparison.Ordinal));
}
