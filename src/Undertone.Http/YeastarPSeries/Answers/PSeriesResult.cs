using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Undertone.Http.YeastarPSeries.Answers;

/// <summary>
/// An answer of this dialect: always HTTP 200 with JSON, errors included, because clients take any other status for a failure of the transport.
/// It is serialised when made, so that writing it cannot fail for a reason of ours.
/// </summary>
internal sealed class PSeriesResult : IResult
{
    private const string JsonUtf8 = "application/json; charset=utf-8";

    private readonly byte[] _body;

    private PSeriesResult(PSeriesCode code, byte[] body)
    {
        Code = code;
        _body = body;
    }

    /// <summary>What the answer says.</summary>
    public PSeriesCode Code { get; }

    /// <summary>An answer with code and message alone.</summary>
    public static PSeriesResult Of(PSeriesCode code)
        => new(code, Serialize(new Answer(code.Number, code.Text), PSeriesJson.Wire.Answer));

    /// <summary>40002, or another code, with the parameters that are wrong.</summary>
    public static PSeriesResult Invalid(IReadOnlyList<InvalidParam> wrong, PSeriesCode? code = null)
    {
        PSeriesCode used = code ?? PSeriesCode.ParameterError;
        return new PSeriesResult(used, Serialize(new Answer(used.Number, used.Text, wrong), PSeriesJson.Wire.Answer));
    }

    /// <summary>A success with content.</summary>
    public static PSeriesResult Success<T>(T answer, JsonTypeInfo<T> type) => Of(PSeriesCode.Success, answer, type);

    /// <summary>An answer with this code and content.</summary>
    public static PSeriesResult Of<T>(PSeriesCode code, T answer, JsonTypeInfo<T> type) => new(code, Serialize(answer, type));

    /// <summary>The answer as it would be sent.</summary>
    public byte[] ToUtf8() => _body;

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = JsonUtf8;
        response.ContentLength = _body.Length;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(_body, httpContext.RequestAborted);
        }
    }

    private static byte[] Serialize<T>(T answer, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(answer, type);
}
