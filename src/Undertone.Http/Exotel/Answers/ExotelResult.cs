using Microsoft.AspNetCore.Http;

namespace Undertone.Http.Exotel.Answers;

/// <summary>An answer of the dialect, in the form that its request asks for.</summary>
/// <param name="statusCode">The HTTP status.</param>
/// <param name="body">The answer.</param>
/// <param name="usual">The form where the request asks for none.</param>
internal sealed class ExotelResult(int statusCode, Fields body, AnswerFormat usual = AnswerFormat.Xml) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc />
    public int? StatusCode => statusCode;

    /// <summary>A success.</summary>
    public static ExotelResult Success(Fields body) => new(StatusCodes.Status200OK, body);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        bool isJson = AnswerFormats.Of(httpContext.Request, usual) is AnswerFormat.Json;
        byte[] bytes = isJson ? JsonWire.Write(body) : XmlWire.Write(body);
        httpContext.Response.StatusCode = statusCode;
        httpContext.Response.ContentType = isJson ? JsonWire.ContentType : XmlWire.ContentType;
        httpContext.Response.ContentLength = bytes.Length;
        return httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}
