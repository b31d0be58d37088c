using System.Globalization;
using System.Text;
using System.Xml;
using Undertone.Http.Shared;

namespace Undertone.Http.Exotel.Answers;

/// <summary>Writes an answer as XML. Null is an empty element.</summary>
internal static class XmlWire
{
    /// <summary>What answers are served as.</summary>
    public const string ContentType = "application/xml";

    private const string Root = "TwilioResponse";

    // The writer would name the encoding in small letters; the maker's answers do not.
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private static readonly XmlWriterSettings Settings = new() { OmitXmlDeclaration = true };

    /// <summary>The answer as bytes.</summary>
    public static byte[] Write(Fields answer)
    {
        var text = new StringBuilder(Declaration);
        using (var writer = XmlWriter.Create(text, Settings))
        {
            WriteElement(writer, Root, answer);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteElement(XmlWriter writer, string name, object? value)
    {
        writer.WriteStartElement(name);
        switch (value)
        {
            case null:
                break;
            case Fields fields:
                foreach ((string inner, object? innerValue) in fields)
                {
                    WriteElement(writer, inner, innerValue);
                }

                break;
            case Members members:
                foreach (Fields member in members.All)
                {
                    WriteElement(writer, members.Element, member);
                }

                break;
            case bool flag:
                writer.WriteString(flag ? "true" : "false");
                break;
            default:
                writer.WriteString(XmlCharacters.Permitted(Convert.ToString(value, CultureInfo.InvariantCulture)!));
                break;
        }

        writer.WriteEndElement();
    }
}
