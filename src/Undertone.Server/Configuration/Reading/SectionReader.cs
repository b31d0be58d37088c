using System.Collections.Immutable;
using System.Globalization;

namespace Undertone.Server.Configuration.Reading;

/// <summary>
/// Reads one section key by key. It notes every mistake and goes on with the default, and it remembers which keys were asked
/// for, so that <see cref="ReportUnknownKeys"/> can tell the operator about keys that nobody reads.
/// </summary>
internal sealed class SectionReader(IConfiguration section, string path, Findings findings)
{
    private static readonly string[] SecretKeys = ["Password", "Secret", "Token", "Key"];

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SectionReader> _children = [];

    /// <summary>Where this section is, for messages; empty for the root.</summary>
    public string Path { get; } = path;

    /// <summary>Where mistakes go.</summary>
    public Findings Findings { get; } = findings;

    /// <summary>The keys that are set here, for sections whose keys are free.</summary>
    public IEnumerable<string> Keys => section.GetChildren().Select(child => child.Key);

    /// <summary>A text, without the white space around it unless it is a secret.</summary>
    public string Text(string key, string fallback = "")
    {
        string? value = Value(key);
        return value is null ? fallback : IsSecret(key) ? value : value.Trim();
    }

    /// <summary>A text that must not be empty.</summary>
    public string RequiredText(string key, string meaning)
    {
        string text = Text(key);
        if (text.Length == 0)
        {
            Reject(key, $"is missing or empty; it must be {meaning}");
        }

        return text;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Integer(string key, int fallback, int least, int most)
    {
        string? value = Value(key);
        if (value is null)
        {
            return fallback;
        }

        if (int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        Reject(key, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"));
        return fallback;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, bool fallback)
    {
        string? value = Value(key);
        if (value is null)
        {
            return fallback;
        }

        if (bool.TryParse(value, out bool flag))
        {
            return flag;
        }

        Reject(key, "must be true or false");
        return fallback;
    }

    /// <summary>One of the names of an enumeration, in any case.</summary>
    public TEnum OneOf<TEnum>(string key, TEnum fallback)
        where TEnum : struct, Enum
    {
        string? value = Value(key);
        if (value is null)
        {
            return fallback;
        }

        string? name = Enum.GetNames<TEnum>().FirstOrDefault(name => name.Equals(value.Trim(), StringComparison.OrdinalIgnoreCase));
        if (name is not null)
        {
            return Enum.Parse<TEnum>(name);
        }

        Reject(key, $"must be one of {string.Join(", ", Enum.GetNames<TEnum>())}{Suggestion.For(value, Enum.GetNames<TEnum>())}");
        return fallback;
    }

    /// <summary>A span of time with its unit, as <c>30s</c>, <c>500ms</c>, <c>5m</c>, <c>2h</c>, or as <c>00:00:30</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        string? value = Value(key);
        if (value is null)
        {
            return fallback;
        }

        if (DurationText.TryParse(value, out TimeSpan duration) && duration >= least && duration <= most)
        {
            return duration;
        }

        Reject(key, $"must be a time from {DurationText.Write(least)} to {DurationText.Write(most)}, with its unit (ms, s, m or h)");
        return fallback;
    }

    /// <summary>A list of texts; a single text is taken as a list split at commas, as one writes it on a command line.</summary>
    public ImmutableArray<string> List(string key, ImmutableArray<string> fallback)
    {
        _known.Add(key);
        IConfigurationSection list = section.GetSection(key);
        if (list.Value is { Length: > 0 } single)
        {
            return [.. single.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        }

        if (!list.Exists())
        {
            return fallback;
        }

        List<string> values = [];
        foreach (IConfigurationSection item in list.GetChildren())
        {
            if (item.Value is null)
            {
                Findings.Add(new Mistake(Full($"{key}:{item.Key}"), null, "must be a single text"));
            }
            else
            {
                values.Add(item.Value.Trim());
            }
        }

        return [.. values];
    }

    /// <summary>A section below this one, empty if it is not there.</summary>
    public SectionReader Section(string key)
    {
        _known.Add(key);
        IConfigurationSection child = section.GetSection(key);
        if (!string.IsNullOrEmpty(child.Value))
        {
            Findings.Add(new Mistake(Full(key), child.Value, "must be a section with keys of its own"));
        }

        return Child(child, key);
    }

    /// <summary>The entries of a list of sections.</summary>
    public IReadOnlyList<SectionReader> Items(string key)
    {
        _known.Add(key);
        IConfigurationSection list = section.GetSection(key);
        if (!string.IsNullOrEmpty(list.Value))
        {
            Findings.Add(new Mistake(Full(key), list.Value, "must be a list of sections"));
        }

        return [.. list.GetChildren().Select(item => Child(item, $"{key}:{item.Key}"))];
    }

    /// <summary>Notes a mistake in the value of a key; a secret's value is not shown.</summary>
    public void Reject(string key, string problem)
        => Findings.Add(new Mistake(Full(key), IsSecret(key) ? null : section.GetSection(key).Value, problem));

    /// <summary>Notes something remarkable about a key.</summary>
    public void Warn(string key, string problem) => Findings.Warn(Full(key), problem);

    /// <summary>Notes as mistakes all keys, here and below, that nobody has asked for.</summary>
    public void ReportUnknownKeys()
    {
        foreach (IConfigurationSection child in section.GetChildren().Where(child => !_known.Contains(child.Key)))
        {
            Findings.Add(new Mistake(Full(child.Key), null, $"is not a setting{Suggestion.For(child.Key, _known)}"));
        }

        foreach (SectionReader child in _children)
        {
            child.ReportUnknownKeys();
        }
    }

    /// <summary>The whole key of a key of this section.</summary>
    public string Full(string key) => Path.Length == 0 ? key : $"{Path}:{key}";

    private static bool IsSecret(string key) => SecretKeys.Contains(key, StringComparer.OrdinalIgnoreCase);

    private string? Value(string key)
    {
        _known.Add(key);
        IConfigurationSection found = section.GetSection(key);
        if (found.Value is null && found.GetChildren().Any())
        {
            Findings.Add(new Mistake(Full(key), null, "must be a single value, not a section or a list"));
        }

        return found.Value;
    }

    private SectionReader Child(IConfiguration child, string key)
    {
        var reader = new SectionReader(child, Full(key), Findings);
        _children.Add(reader);
        return reader;
    }
}
