using System.Globalization;
using System.Text;
using System.Xml;
using Undertone.Http.Shared;

namespace Undertone.Http.YeastarSSeries.Answers;

/// <summary>
/// Writes fields as OpenVox XML: the prolog of its samples, the root <c>xml</c>, an element for each field, and for a list one element
/// of its name for each entry.
/// </summary>
internal static class XmlWire
{
    private const string Prolog = """<?xml version="1.0" encoding="UTF-8" ?>""";

    private static readonly XmlWriterSettings Settings = new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment };

    /// <summary>One document in UTF-8.</summary>
    public static byte[] Write(Fields fields)
    {
        var text = new StringBuilder(Prolog);
        using (var writer = XmlWriter.Create(text, Settings))
        {
            WriteElement(writer, "xml", fields);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteElement(XmlWriter writer, string name, object value)
    {
        if (value is IEnumerable<object> list)
        {
            foreach (object item in list)
            {
                WriteElement(writer, name, item);
            }

            return;
        }

        writer.WriteStartElement(name);
        if (value is Fields fields)
        {
            foreach ((string inner, object innerValue) in fields)
            {
                WriteElement(writer, inner, innerValue);
            }
        }
        else
        {
            writer.WriteString(XmlCharacters.Permitted(Convert.ToString(value, CultureInfo.InvariantCulture)!));
        }

        writer.WriteFullEndElement();
    }
}
