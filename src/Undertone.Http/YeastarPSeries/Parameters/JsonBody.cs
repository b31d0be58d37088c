using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undertone.Http.Shared;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries.Parameters;

/// <summary>
/// The JSON object of a POST. Readers ask for the fields they know and everything else is ignored; what is missing or of the wrong
/// type is collected, so that the client hears of all its mistakes at once.
/// </summary>
internal sealed class JsonBody : IDisposable
{
    private readonly JsonDocument? _document;
    private readonly JsonElement _root;
    private readonly List<InvalidParam> _wrong;

    private JsonBody(JsonDocument? document, PSeriesCode? unreadable)
    {
        _document = document;
        _root = document?.RootElement ?? default;
        _wrong = [];
        Unreadable = unreadable;
    }

    private JsonBody(JsonElement root, List<InvalidParam> wrong)
    {
        _root = root;
        _wrong = wrong;
    }

    /// <summary>Why the body could not be read at all; null if it is a JSON object.</summary>
    public PSeriesCode? Unreadable { get; }

    /// <summary>The answer that names what is wrong so far; null if nothing is.</summary>
    public PSeriesResult? Problem
        => Unreadable is not null ? PSeriesResult.Of(Unreadable) : _wrong.Count > 0 ? PSeriesResult.Invalid(_wrong) : null;

    /// <summary>Reads the body of a request.</summary>
    public static async ValueTask<JsonBody> ReadAsync(HttpContext http, YeastarPSeriesOptions options)
    {
        (RequestBodyResult result, byte[] body) = await RequestBody.ReadAsync(http.Request, options.RequestBodyLimitBytes, http.RequestAborted);
        return result switch
        {
            RequestBodyResult.TooLarge => new JsonBody(null, PSeriesCode.FileSizeExceeded),
            RequestBodyResult.Broken => new JsonBody(null, PSeriesCode.ParameterSyntaxError),
            _ => Parse(body),
        };
    }

    /// <summary>Reads a text that should be a JSON object.</summary>
    public static JsonBody Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!StrictJson.TryParse(utf8, out JsonDocument? document))
        {
            return new JsonBody(null, PSeriesCode.ParameterSyntaxError);
        }

        if (document.RootElement.ValueKind is not JsonValueKind.Object)
        {
            document.Dispose();
            return new JsonBody(null, PSeriesCode.ParameterSyntaxError);
        }

        return new JsonBody(document, null);
    }

    /// <summary>A text that must be there and not be empty; otherwise it is noted as wrong and the result is empty.</summary>
    public string RequiredText(string field)
    {
        if (!TryGet(field, out JsonElement value))
        {
            return Note(InvalidParam.Required(field), "");
        }

        if (value.ValueKind is not JsonValueKind.String)
        {
            return Note(InvalidParam.WrongType(field, "string"), "");
        }

        string text = value.GetString()!;
        return text.Length > 0 ? text : Note(InvalidParam.Required(field), "");
    }

    /// <summary>A text that may be missing or null; null then, and when it is of the wrong type, which is noted.</summary>
    public string? OptionalText(string field)
    {
        if (!TryGet(field, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.String ? value.GetString() : Note<string?>(InvalidParam.WrongType(field, "string"), null);
    }

    /// <summary>A whole number that may be missing or null; null then, and when it is of the wrong type, which is noted.</summary>
    public int? OptionalInteger(string field)
    {
        if (!TryGet(field, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : Note<int?>(InvalidParam.WrongType(field, "integer"), null);
    }

    /// <summary>A field of any type; false if it is missing or null.</summary>
    public bool TryGet(string field, out JsonElement value)
    {
        value = default;
        return _root.ValueKind is JsonValueKind.Object
            && _root.TryGetProperty(field, out value)
            && value.ValueKind is not JsonValueKind.Null;
    }

    /// <summary>Reads an object inside this one; what is wrong there is noted here.</summary>
    public JsonBody Part(JsonElement item) => new(item, _wrong);

    /// <summary>Notes a mistake.</summary>
    public void Note(InvalidParam wrong) => _wrong.Add(wrong);

    /// <inheritdoc />
    public void Dispose() => _document?.Dispose();

    private T Note<T>(InvalidParam wrong, T instead)
    {
        _wrong.Add(wrong);
        return instead;
    }
}
