using System.Text;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>What a client of the event port says first: lines of a name, a colon and a value, then an empty line.</summary>
/// <param name="Username">The API user.</param>
/// <param name="Secret">The password.</param>
/// <param name="Version">The layout of events; 2.0.0 if not given.</param>
internal sealed record EventLogin(string Username, string Secret, string Version)
{
    private const int MaxBytes = 1024;
    private const string NewestVersion = "2.0.0";

    /// <summary>Names the user, never the secret.</summary>
    public override string ToString() => Username;

    /// <summary>Reads a login; null if it is none, is too long, or the client closes.</summary>
    public static async Task<EventLogin?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        byte[] buffer = new byte[MaxBytes];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                return null;
            }

            length += read;
            string text = Encoding.UTF8.GetString(buffer, 0, length).ReplaceLineEndings("\n");
            if (text.IndexOf("\n\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                return Parse(text[..end]);
            }
        }

        return null;
    }

    /// <summary>Reads the lines of a login; null if they are none.</summary>
    public static EventLogin? Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in text.Split('\n'))
        {
            int colon = line.IndexOf(':');
            if (colon > 0)
            {
                fields[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        return fields.GetValueOrDefault("Action", "").Equals("login", StringComparison.OrdinalIgnoreCase)
            && fields.TryGetValue("Username", out string? username) && username.Length > 0
            && fields.TryGetValue("Secret", out string? secret) && secret.Length > 0
            ? new EventLogin(username, secret, fields.GetValueOrDefault("Version", "") is { Length: > 0 } version ? version : NewestVersion)
            : null;
    }
}
