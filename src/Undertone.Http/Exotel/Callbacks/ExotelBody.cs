using System.Text;
using Undertone.Http.Exotel.Answers;

namespace Undertone.Http.Exotel.Callbacks;

/// <summary>The body of a callback. In form data, what is nested stands under names with brackets, <c>Legs[0][Status]</c>.</summary>
internal static class ExotelBody
{
    /// <summary>The usual content type.</summary>
    public const string MultipartType = "multipart/form-data";

    /// <summary>The other one.</summary>
    public const string JsonType = "application/json";

    // Long enough to be found in no field by chance; a client that puts it into its own field garbles only its own callback.
    private const string Boundary = "undertone-9d1c5f0b7a3e4862b8d0";

    /// <summary>The content type of a body that <see cref="Write"/> made.</summary>
    public static string TypeOf(bool isJson) => isJson ? JsonType : $"{MultipartType}; boundary={Boundary}";

    /// <summary>Writes a body.</summary>
    public static byte[] Write(Fields fields, bool isJson)
    {
        if (isJson)
        {
            return JsonWire.Write(fields);
        }

        var text = new StringBuilder();
        foreach ((string name, object? value) in fields)
        {
            WriteParts(text, name, value);
        }

        return Encoding.UTF8.GetBytes(text.Append("--").Append(Boundary).Append("--\r\n").ToString());
    }

    private static void WriteParts(StringBuilder text, string name, object? value)
    {
        switch (value)
        {
            case Members members:
                for (int i = 0; i < members.All.Count; i++)
                {
                    foreach ((string inner, object? innerValue) in members.All[i])
                    {
                        WriteParts(text, $"{name}[{i}][{inner}]", innerValue);
                    }
                }

                break;
            default:
                text.Append("--").Append(Boundary).Append("\r\n")
                    .Append("Content-Disposition: form-data; name=\"").Append(name).Append("\"\r\n\r\n")
                    .Append(value as string ?? value?.ToString() ?? "").Append("\r\n");
                break;
        }
    }
}
