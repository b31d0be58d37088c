namespace Undertone.Http.YeastarPSeries.Answers;

/// <summary>The answer that says only how it went. The order of members is the order on the wire.</summary>
internal sealed record Answer(int Errcode, string Errmsg, IReadOnlyList<InvalidParam>? InvalidParamList = null);

/// <summary>
/// One wrong parameter: with <see cref="ValidationType"/> when it is missing (<c>required</c>) or of the wrong JSON type,
/// with <see cref="Value"/> when its value is not allowed.
/// </summary>
internal sealed record InvalidParam(string Field, string? ValidationType = null, string? Value = null)
{
    private const int MaxEchoedCharacters = 64;

    /// <summary>A parameter that must be given.</summary>
    public static InvalidParam Required(string field) => new(field, ValidationType: "required");

    /// <summary>A parameter of the wrong JSON type.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="expected">The type that is wanted: <c>string</c>, <c>integer</c>, <c>array</c>.</param>
    public static InvalidParam WrongType(string field, string expected) => new(field, ValidationType: expected);

    /// <summary>A parameter whose value is not allowed; a long value is cut, between whole characters.</summary>
    public static InvalidParam WrongValue(string field, string given)
    {
        int length = Math.Min(given.Length, MaxEchoedCharacters);
        if (length < given.Length && char.IsHighSurrogate(given[length - 1]))
        {
            length--;
        }

        return new InvalidParam(field, Value: given[..length]);
    }
}
