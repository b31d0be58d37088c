using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Undertone.Http.Shared;

namespace Undertone.Http.YeastarSSeries.Parameters;

/// <summary>Reads a JSON object of plain values. Clients quote numbers or do not; a list counts as its entries with commas between them.</summary>
internal static class JsonFields
{
    /// <summary>Reads an object; false if the text is not one.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out Dictionary<string, string>? fields)
    {
        fields = null;
        if (!StrictJson.TryParse(utf8, out JsonDocument? document))
        {
            return false;
        }

        using (document)
        {
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return false;
            }

            fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (TextOf(member.Value) is { } text)
                {
                    fields[member.Name] = text;
                }
            }

            return true;
        }
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(TextOf).OfType<string>()),
        _ => null,
    };
}
