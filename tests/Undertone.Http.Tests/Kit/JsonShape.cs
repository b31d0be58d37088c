using System.Text.Json;

namespace Undertone.Http.Tests.Kit;

/// <summary>The names and types of a JSON text in their order, without its values: what a sample promises.</summary>
internal static class JsonShape
{
    public static string Of(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().Select(p => $"{p.Name}:{Of(p.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Of)) + "]",
        _ => element.ValueKind.ToString(),
    };
}
