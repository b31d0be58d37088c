using Microsoft.AspNetCore.Http;
using Undertone.Http.Shared;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries.Parameters;

/// <summary>
/// The parameters of a request: names in any case, with texts. A number is the text that the client wrote, so that a call id such as
/// <c>1571620483.10</c> keeps its last digit.
/// </summary>
internal sealed class RequestFields
{
    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly bool _hasBody;
    private bool _lacksOne;

    private RequestFields(IReadOnlyDictionary<string, string> values, bool hasBody, SSeriesCode? unreadable = null)
        => (_values, _hasBody, Unreadable) = (values, hasBody, unreadable);

    /// <summary>Why the body could not be read; null if it could, or there was none.</summary>
    public SSeriesCode? Unreadable { get; }

    /// <summary>What is wrong so far: an unreadable body, none where one is needed, or a parameter that is missing or blank. Null if nothing is.</summary>
    public SSeriesCode? Problem => Unreadable ?? (!_lacksOne ? null : _hasBody ? SSeriesCode.ParameterBlank : SSeriesCode.DataBlank);

    /// <summary>The names that were given.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Reads the body of a request, and remembers it for the log.</summary>
    public static async ValueTask<RequestFields> ReadAsync(HttpContext http, YeastarSSeriesOptions options)
    {
        (RequestBodyResult result, byte[] body) = await RequestBody.ReadAsync(http.Request, options.RequestBodyLimitBytes, http.RequestAborted);
        bool isXml = RequestDialect.Of(http).SpeaksXml;
        RequestFields fields = result is RequestBodyResult.Complete
            ? Parse(body, isXml)
            : new RequestFields(Nothing, hasBody: true, isXml ? SSeriesCode.XmlNotAccepted : SSeriesCode.OnlyJson);
        http.Features.Set(fields);
        return fields;
    }

    /// <summary>Reads a body that should be JSON, or XML.</summary>
    public static RequestFields Parse(ReadOnlyMemory<byte> body, bool isXml)
    {
        ReadOnlySpan<byte> text = body.Span.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return new RequestFields(Nothing, hasBody: false);
        }

        if (isXml)
        {
            return XmlFields.TryRead(body, out Dictionary<string, string>? elements)
                ? new RequestFields(elements, hasBody: true)
                : new RequestFields(Nothing, hasBody: true, SSeriesCode.XmlNotAccepted);
        }

        return JsonFields.TryRead(body, out Dictionary<string, string>? members)
            ? new RequestFields(members, hasBody: true)
            : new RequestFields(Nothing, hasBody: true, text[0] == (byte)'<' ? SSeriesCode.XmlNotAccepted : SSeriesCode.OnlyJson);
    }

    /// <summary>A parameter that must be there; empty, and noted as wrong, if it is missing or blank.</summary>
    public string Required(string name)
    {
        string value = Optional(name);
        _lacksOne |= value.Length == 0;
        return value;
    }

    /// <summary>A parameter; empty if it is missing.</summary>
    public string Optional(string name) => _values.GetValueOrDefault(name, "");

    /// <summary>The values that are given with commas between them.</summary>
    public IReadOnlyList<string> List(string name)
        => Optional(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static readonly Dictionary<string, string> Nothing = [];
}
