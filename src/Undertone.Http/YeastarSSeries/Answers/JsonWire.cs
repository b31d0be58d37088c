using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Undertone.Http.YeastarSSeries.Answers;

/// <summary>Writes fields as JSON.</summary>
internal static class JsonWire
{
    // Repeated names are wanted, and answers are never put into HTML.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON object in UTF-8, without spaces.</summary>
    public static byte[] Write(Fields fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            WriteObject(writer, fields);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteObject(Utf8JsonWriter writer, Fields fields)
    {
        writer.WriteStartObject();
        foreach ((string name, object value) in fields)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case Fields fields:
                WriteObject(writer, fields);
                break;
            case IEnumerable<object> list:
                writer.WriteStartArray();
                foreach (object item in list)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
        }
    }
}
