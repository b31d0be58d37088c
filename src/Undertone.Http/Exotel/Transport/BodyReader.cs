using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Undertone.Http.Shared;

namespace Undertone.Http.Exotel.Transport;

/// <summary>Takes request bodies of the three kinds apart: form data, multipart form data, JSON. Its input is not to be trusted.</summary>
internal static class BodyReader
{
    private const int MostPairs = 200;
    private const int LongestName = 256;
    private const int LongestBoundary = 70;
    private const int LongestPartHeaders = 4 * 1024;
    private const string Multipart = "multipart/form-data";

    /// <summary>Reads names and values in their order; false if the body is not what it claims to be.</summary>
    /// <param name="contentType">What it claims; without a claim it is form data, or JSON if it begins with a brace.</param>
    /// <param name="body">The body.</param>
    /// <param name="pairs">What it holds; a member of a list stands under the list's name.</param>
    public static bool TryRead(string? contentType, byte[] body, out IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        pairs = [];
        if (body.Length == 0)
        {
            return true;
        }

        if (string.IsNullOrWhiteSpace(contentType))
        {
            return LooksLikeJson(body) ? TryReadJson(body, out pairs) : TryReadForm(body, out pairs);
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type))
        {
            return false;
        }

        if (type.SubType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        {
            return TryReadJson(body, out pairs);
        }

        return type.MediaType.Equals(Multipart, StringComparison.OrdinalIgnoreCase)
            ? TryReadMultipart(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), body, out pairs)
            : type.SubType.Equals("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) && TryReadForm(body, out pairs);
    }

    private static bool LooksLikeJson(byte[] body) => body.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    private static bool TryReadForm(byte[] body, out IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        pairs = [];
        if (!Utf8.IsValid(body))
        {
            return false;
        }

        List<KeyValuePair<string, string>> found = [];
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body)) { ValueCountLimit = MostPairs, KeyLengthLimit = LongestName };
            while (reader.ReadNextPair() is { } pair)
            {
                found.Add(pair);
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        pairs = found;
        return found.Count <= MostPairs;
    }

    private static bool TryReadMultipart(string boundary, byte[] body, out IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        pairs = [];
        if (boundary.Length is 0 or > LongestBoundary)
        {
            return false;
        }

        List<KeyValuePair<string, string>> found = [];
        try
        {
            // All of it is in memory, so nothing here waits.
            var reader = new MultipartReader(boundary, new MemoryStream(body)) { HeadersCountLimit = 16, HeadersLengthLimit = LongestPartHeaders };
            while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
            {
                if (found.Count == MostPairs
                    || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition))
                {
                    return false;
                }

                using var content = new MemoryStream();
                section.Body.CopyTo(content);
                byte[] value = content.ToArray();
                if (!Utf8.IsValid(value))
                {
                    return false;
                }

                string name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                found.Add(new KeyValuePair<string, string>(name, Encoding.UTF8.GetString(value)));
            }
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException)
        {
            return false;
        }

        pairs = found;
        return true;
    }

    private static bool TryReadJson(byte[] body, out IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        pairs = [];
        if (!StrictJson.TryParse(body, out JsonDocument? document))
        {
            return false;
        }

        using (document)
        {
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return false;
            }

            List<KeyValuePair<string, string>> found = [];
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                IEnumerable<JsonElement> values = property.Value.ValueKind is JsonValueKind.Array ? property.Value.EnumerateArray() : [property.Value];
                found.AddRange(values.Select(value => new KeyValuePair<string, string>(property.Name, TextOf(value))));
            }

            pairs = found;
            return found.Count <= MostPairs;
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => "",
    };
}
