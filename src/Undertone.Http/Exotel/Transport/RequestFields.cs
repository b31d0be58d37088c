using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Shared;

namespace Undertone.Http.Exotel.Transport;

/// <summary>
/// The parameters of a request body, in whichever of its forms it came: names in any case, an empty value as none, the event list in all
/// its spellings. Parameters that nobody asks for are ignored.
/// </summary>
internal sealed class RequestFields
{
    // One page of the maker leaves a letter out.
    private static readonly string[] EventNames = ["StatusCallbackEvents", "StausCallbackEvents"];

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _events = [];

    /// <summary>The names of the events that are asked for, in small letters; empty if none are.</summary>
    public IReadOnlyList<string> Events => _events;

    /// <summary>A parameter without blanks around it; empty if it is not there.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>Reads the body of a request.</summary>
    /// <returns>The parameters, or what is wrong with the body.</returns>
    public static async ValueTask<(RequestFields? Fields, ExotelError? Error)> ReadAsync(HttpContext http, int limitBytes)
    {
        (RequestBodyResult result, byte[] body) = await RequestBody.ReadAsync(http.Request, limitBytes, http.RequestAborted);
        if (result is RequestBodyResult.TooLarge)
        {
            return (null, new ExotelError(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {limitBytes} bytes"));
        }

        if (result is RequestBodyResult.Complete && BodyReader.TryRead(http.Request.ContentType, body, out IReadOnlyList<KeyValuePair<string, string>> pairs))
        {
            return (Of(pairs), null);
        }

        return (null, new ExotelError(StatusCodes.Status400BadRequest, "The body cannot be read; send form data, multipart form data or a JSON object"));
    }

    /// <summary>Makes them of names and values; of several values of one name the last one counts.</summary>
    public static RequestFields Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var fields = new RequestFields();
        foreach ((string name, string value) in pairs)
        {
            string trimmed = value.Trim();
            if (IsEventName(name.AsSpan().Trim()))
            {
                fields._events.AddRange(trimmed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => word.ToLowerInvariant()));
            }
            else if (trimmed.Length > 0)
            {
                fields._values[name.Trim()] = trimmed;
            }
        }

        return fields;
    }

    // StatusCallbackEvents, StatusCallbackEvents[] and StatusCallbackEvents[0].
    private static bool IsEventName(ReadOnlySpan<char> name)
    {
        int bracket = name.IndexOf('[');
        if (bracket >= 0 && (name[^1] != ']' || name[(bracket + 1)..^1].ContainsAnyExceptInRange('0', '9')))
        {
            return false;
        }

        ReadOnlySpan<char> bare = bracket < 0 ? name : name[..bracket];
        foreach (string known in EventNames)
        {
            if (bare.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
