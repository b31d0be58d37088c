using System.Diagnostics;

namespace Undertone.Fuzz;

/// <summary>Runs inputs through a target and keeps the one that breaks it.</summary>
/// <param name="target">The parser.</param>
/// <param name="findings">Where the breaking input is written.</param>
internal sealed class Fuzzer(IFuzzTarget target, DirectoryInfo findings)
{
    /// <summary>
    /// One input takes microseconds; a machine under load may stand still for seconds, so only a much longer time is called a hang.
    /// </summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private byte[] _input = [];
    private long _since;

    /// <summary>Runs rounds until the time is over.</summary>
    /// <returns>How many rounds were run, and what broke; null if nothing did.</returns>
    public (long Rounds, string? Finding) Run(Mutator mutator, long mostRounds, TimeSpan length)
    {
        using var watch = new Timer(_ => ExitOnHang(), null, Hang, TimeSpan.FromSeconds(1));
        var start = Stopwatch.GetTimestamp();
        long round = 0;
        for (; round < mostRounds && Stopwatch.GetElapsedTime(start) < length; round++)
        {
            var input = mutator.Make(round);
            if (TryFind(input) is { } finding)
            {
                return (round + 1, $"{target.Name} round {round}: {finding}\ninput kept in {Keep(input)}");
            }
        }

        Note([], 0);
        return (round, null);
    }

    /// <summary>Runs one input; what broke, or null.</summary>
    public string? TryFind(byte[] input)
    {
        Note(input, Stopwatch.GetTimestamp());
        try
        {
            target.Run(input);
            return null;
        }
        catch (Exception problem)
        {
            return problem.ToString();
        }
    }

    private void Note(byte[] input, long since)
    {
        lock (_gate)
        {
            (_input, _since) = (input, since);
        }
    }

    private void ExitOnHang()
    {
        lock (_gate)
        {
            if (_since != 0 && Stopwatch.GetElapsedTime(_since) > Hang)
            {
                Console.Error.WriteLine($"{target.Name} hangs: one input takes more than {Hang.TotalSeconds} s; kept in {Keep(_input)}");
                Environment.Exit(1);
            }
        }
    }

    private string Keep(byte[] input)
    {
        findings.Create();
        var file = Path.Combine(findings.FullName, $"{target.Name}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..12]}");
        File.WriteAllBytes(file, input);
        return file;
    }
}
