using System.Diagnostics.CodeAnalysis;

namespace Undertone.Supervision.Engine;

/// <summary>What became of a command: a value, or the reason why it was refused.</summary>
/// <typeparam name="T">What a success brings.</typeparam>
public readonly record struct Outcome<T>
{
    private Outcome(T value, Refusal refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The result; meaningless when refused.</summary>
    public T Value { get; }

    /// <summary>The reason; <see cref="Refusal.None"/> on success.</summary>
    public Refusal Refusal { get; }

    /// <summary>True when it was done.</summary>
    public bool Succeeded => Refusal is Refusal.None;

    /// <summary>A success.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The conversion operators below are the usual way; this is their named form.")]
    public static Outcome<T> Done(T value) => new(value, Refusal.None);

    /// <summary>A refusal.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The conversion operators below are the usual way; this is their named form.")]
    public static Outcome<T> Refused(Refusal reason) => new(default!, reason);

    /// <summary>A success.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Done is the named form.")]
    public static implicit operator Outcome<T>(T value) => Done(value);

    /// <summary>A refusal.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Refused is the named form.")]
    public static implicit operator Outcome<T>(Refusal reason) => Refused(reason);
}
