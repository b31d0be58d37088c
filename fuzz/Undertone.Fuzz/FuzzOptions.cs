using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Undertone.Fuzz;

/// <summary>What to do.</summary>
/// <param name="Length">How long to go on, over all targets together.</param>
/// <param name="Rounds">At most so many inputs for each target.</param>
/// <param name="Seed">Other seeds give other inputs.</param>
/// <param name="Target">Only this target; null for all.</param>
/// <param name="Replay">One file to run through the target instead; null for none.</param>
internal sealed record FuzzOptions(TimeSpan Length, long Rounds, int Seed, string? Target, string? Replay)
{
    /// <summary>How the program is called.</summary>
    public const string Usage = "usage: Undertone.Fuzz [--seconds N] [--rounds N] [--seed N] [--target NAME] [--target NAME --replay FILE]";

    /// <summary>Reads the command line.</summary>
    public static bool TryRead(IReadOnlyList<string> arguments, [NotNullWhen(true)] out FuzzOptions? options)
    {
        options = new FuzzOptions(TimeSpan.FromSeconds(60), long.MaxValue, 1, null, null);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            options = arguments[i] switch
            {
                "--seconds" when isNumber => options with { Length = TimeSpan.FromSeconds(number) },
                "--rounds" when isNumber => options with { Rounds = number },
                "--seed" when isNumber => options with { Seed = number },
                "--target" when value.Length > 0 => options with { Target = value },
                "--replay" when File.Exists(value) => options with { Replay = value },
                _ => null,
            };
            if (options is null)
            {
                return false;
            }
        }

        return options.Replay is null || options.Target is not null;
    }
}
