using Microsoft.AspNetCore.Http;

namespace Undertone.Http.YeastarSSeries.Answers;

/// <summary>
/// An answer of this dialect: always HTTP 200, in JSON or, where the request asked for it, in XML. It is written before the head is
/// sent, so that writing it cannot fail for a reason of ours.
/// </summary>
internal sealed class SSeriesResult : IResult
{
    private const string JsonUtf8 = "application/json; charset=utf-8";
    private const string XmlUtf8 = "application/xml; charset=utf-8";

    private readonly Fields _fields;

    private SSeriesResult(SSeriesCode code, Fields fields) => (Code, _fields) = (code, fields);

    /// <summary>What the answer says.</summary>
    public SSeriesCode Code { get; }

    /// <summary>A success, with further fields if there are any.</summary>
    public static SSeriesResult Success(Fields? content = null)
    {
        var fields = new Fields { { "status", "Success" } };
        return new SSeriesResult(SSeriesCode.Success, content is null ? fields : fields.Append(content));
    }

    /// <summary>A failure; a success for <see cref="SSeriesCode.Success"/>.</summary>
    public static SSeriesResult Of(SSeriesCode code)
        => code == SSeriesCode.Success ? Success() : new SSeriesResult(code, new Fields { { "status", "Failed" }, { "errno", code.Number } });

    /// <summary>The answer in JSON, as the event port sends it.</summary>
    public byte[] ToJson() => JsonWire.Write(_fields);

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var dialect = RequestDialect.Of(httpContext);
        byte[] body = dialect.SpeaksXml ? XmlWire.Write(_fields) : ToJson();
        HttpResponse response = httpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = dialect.SpeaksXml ? XmlUtf8 : JsonUtf8;
        response.ContentLength = body.Length;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlAllowMethods = "GET, POST, OPTIONS, PUT, DELETE";
        response.Headers.CacheControl = "no-store";
        if (dialect.IsV2 && !HttpProtocol.IsHttp2(httpContext.Request.Protocol))
        {
            // As the original does; some clients read until the connection ends. HTTP/2 knows no such header.
            response.Headers.Connection = "close";
        }

        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
