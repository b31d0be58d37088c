namespace Undertone.Sip.Messages;

/// <summary>One header line: a name and its raw, unfolded value.</summary>
/// <param name="Name">The full name; unknown headers keep their sender's spelling.</param>
/// <param name="Value">The value without white space at its ends.</param>
public readonly record struct SipHeader(string Name, string Value)
{
    /// <summary>The line without its end.</summary>
    public override string ToString() => $"{Name}: {Value}";
}
