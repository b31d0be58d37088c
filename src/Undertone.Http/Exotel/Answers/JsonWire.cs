using System.Text.Encodings.Web;
using System.Text.Json;

namespace Undertone.Http.Exotel.Answers;

/// <summary>Writes an answer as JSON. Every name is there, also where the value is null.</summary>
internal static class JsonWire
{
    /// <summary>What answers are served as.</summary>
    public const string ContentType = "application/json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer as bytes.</summary>
    public static byte[] Write(Fields answer)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, answer);
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case Fields fields:
                writer.WriteStartObject();
                foreach ((string name, object? inner) in fields)
                {
                    writer.WritePropertyName(name);
                    Write(writer, inner);
                }

                writer.WriteEndObject();
                break;
            case Members members:
                writer.WriteStartArray();
                foreach (Fields member in members.All)
                {
                    Write(writer, members.WrapsInJson ? new Fields { { members.Element, member } } : member);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue((string)value);
                break;
        }
    }
}
