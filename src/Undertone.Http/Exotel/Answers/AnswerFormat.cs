using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Undertone.Http.Exotel.Answers;

/// <summary>The two forms of answers.</summary>
internal enum AnswerFormat
{
    /// <summary>The form of the maker, unless another is asked for.</summary>
    Xml,

    /// <summary>Asked for by <c>.json</c> at the end of the path.</summary>
    Json,
}

/// <summary>Finds out which form a client wants.</summary>
internal static class AnswerFormats
{
    private const string Json = "application/json";

    /// <summary>The end of the path decides; without one, an <c>Accept</c> that names JSON and neither XML nor everything.</summary>
    /// <param name="request">The request.</param>
    /// <param name="usual">The form of the interface.</param>
    public static AnswerFormat Of(HttpRequest request, AnswerFormat usual)
    {
        // Read from the path itself, so that a path which leads nowhere is answered in its form, too.
        string path = request.Path.Value ?? "";
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return AnswerFormat.Json;
        }

        if (path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
        {
            return AnswerFormat.Xml;
        }

        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted))
        {
            return usual;
        }

        bool wantsJson = accepted.Any(type => type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase));
        bool takesXml = accepted.Any(type => type.MatchesAllTypes || type.SubType.EndsWith("xml", StringComparison.OrdinalIgnoreCase));
        return wantsJson && !takesXml ? AnswerFormat.Json : usual;
    }
}
