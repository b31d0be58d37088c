using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>Answer 40003: what another extension has already.</summary>
internal sealed record DuplicateAnswer(int Errcode, string Errmsg, string Submsg, IReadOnlyList<DuplicateField> DuplicateFieldList)
{
    /// <summary>The answer for a write that was not made; 60001 if there was nothing to write to.</summary>
    public static PSeriesResult ResultFor(string text, IReadOnlyList<ExtensionConflict> conflicts, Extension wanted)
    {
        if (conflicts.Count == 0)
        {
            return PSeriesResult.Of(PSeriesCode.DataNotFound);
        }

        PSeriesCode code = PSeriesCode.DuplicateKeyValue;
        var answer = new DuplicateAnswer(code.Number, code.Text, text, [.. conflicts.Select(conflict => DuplicateField.Of(conflict, wanted))]);
        return PSeriesResult.Of(code, answer, PSeriesJson.Wire.DuplicateAnswer);
    }
}

/// <summary>One field, its value, and who has it.</summary>
internal sealed record DuplicateField(string Field, string Value, string ExternalSource, string ExternalSourceName)
{
    /// <summary>Shows a conflict.</summary>
    public static DuplicateField Of(ExtensionConflict conflict, Extension wanted) => conflict.Key is ExtensionKey.Number
        ? new DuplicateField("number", wanted.Number, "extension", conflict.Holder.Number)
        : new DuplicateField("email_addr", wanted.Email, "extension", conflict.Holder.Number);
}
