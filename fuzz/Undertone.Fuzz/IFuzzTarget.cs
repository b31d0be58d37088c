namespace Undertone.Fuzz;

/// <summary>A parser under test, with everything that is done next to what it accepts.</summary>
internal interface IFuzzTarget
{
    /// <summary>Its name on the command line, and the name of its folder in the corpus.</summary>
    string Name { get; }

    /// <summary>Runs one input through it.</summary>
    /// <exception cref="Exception">Any exception is a finding: nothing may throw on what comes from the network.</exception>
    void Run(ReadOnlySpan<byte> input);
}
