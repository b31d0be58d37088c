using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Transport;

namespace Undertone.Http.Exotel.Callbacks;

/// <summary>What a client wants to be told, and where.</summary>
/// <param name="Url">Where callbacks go, as the client wrote it; empty for nowhere.</param>
/// <param name="IsJson">True for JSON, false for multipart form data.</param>
/// <param name="Answered">True to tell of each leg's answer.</param>
/// <param name="Terminal">True to tell of the end in full.</param>
internal sealed record CallbackTerms(string Url, bool IsJson, bool Answered, bool Terminal)
{
    private const string AnsweredEvent = "answered";
    private const string TerminalEvent = "terminal";
    private const int LongestUrl = 2_048;

    /// <summary>True if nothing but the short word about the end was asked for.</summary>
    public bool IsShort => !Answered && !Terminal;

    /// <summary>Reads them from a request.</summary>
    /// <returns>The terms, or what is wrong with them.</returns>
    public static (CallbackTerms? Terms, ExotelError? Error) Read(RequestFields fields)
    {
        string url = fields["StatusCallback"];
        if (url.Length > 0 && (url.Length > LongestUrl || !CallbackUrl.TryParse(url, out _)))
        {
            return (null, ExotelError.Invalid("StatusCallback", "an absolute http or https address is expected"));
        }

        if (fields.Events.FirstOrDefault(word => word is not (AnsweredEvent or TerminalEvent)) is not null)
        {
            return (null, ExotelError.Invalid("StatusCallbackEvents", "answered and terminal are known"));
        }

        string type = fields["StatusCallbackContentType"].ToLowerInvariant();
        return type is "" or ExotelBody.MultipartType or ExotelBody.JsonType
            ? (new CallbackTerms(url, type == ExotelBody.JsonType, fields.Events.Contains(AnsweredEvent), fields.Events.Contains(TerminalEvent)), null)
            : (null, ExotelError.Invalid("StatusCallbackContentType", "multipart/form-data and application/json are known"));
    }

    /// <summary>Shows no query: it holds the receiver's secret.</summary>
    public override string ToString() => Url.Split('?')[0];
}
