using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Scenarios.PSeries;

/// <summary>The names, the order and the types of JSON without its values.</summary>
internal static class JsonShape
{
    /// <summary><c>{errcode:integer,data:[{call_id:string}]}</c>; an array shows each shape of its elements once.</summary>
    public static string Of(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject members => "{" + string.Join(',', members.Select(member => $"{member.Key}:{Of(member.Value)}")) + "}",
        JsonArray elements => "[" + string.Join('|', elements.Select(Of).Distinct()) + "]",
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => node.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
            _ => "boolean",
        },
    };
}
