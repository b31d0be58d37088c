using System.Globalization;
using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Accounts;

namespace Undertone.Http.Exotel.Transport;

/// <summary>How many requests each account may still make in this minute. Safe for any thread.</summary>
internal sealed class RequestBudget(ExotelOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);

    /// <summary>Counts a request and tells the client what is left; false if it was one too many.</summary>
    public bool TryTake(Account account, IHeaderDictionary headers)
    {
        if (options.RequestsPerMinute == 0)
        {
            return true;
        }

        DateTimeOffset now = clock.GetUtcNow();
        Window window;
        lock (_gate)
        {
            window = _windows.TryGetValue(account.Sid, out Window running) && now < running.Until ? running : new Window(now + Period, 0);
            window = window with { Taken = window.Taken + 1 };
            _windows[account.Sid] = window;
        }

        int left = Math.Max(0, options.RequestsPerMinute - window.Taken);
        headers["X-RateLimit-Limit"] = Text(options.RequestsPerMinute);
        headers["X-RateLimit-Remaining"] = Text(left);
        headers["X-RateLimit-Reset"] = Text(window.Until.ToUnixTimeSeconds());
        if (window.Taken <= options.RequestsPerMinute)
        {
            return true;
        }

        headers.RetryAfter = Text((long)Math.Max(1, Math.Ceiling((window.Until - now).TotalSeconds)));
        return false;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Window(DateTimeOffset Until, int Taken);
}
