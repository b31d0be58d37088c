using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using System.Xml;

namespace Undertone.Http.YeastarSSeries.Parameters;

/// <summary>
/// Reads OpenVox XML: the root <c>xml</c> with one element for each parameter. Nothing is ever resolved: a document type, and with it
/// every entity of one's own, is refused, as is any encoding but UTF-8.
/// </summary>
internal static class XmlFields
{
    private const string Root = "xml";
    private const int MaxDepth = 16;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a document; false if it is not acceptable.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out Dictionary<string, string>? fields)
    {
        fields = null;
        ReadOnlySpan<byte> text = utf8.Span.StartsWith(ByteOrderMark) ? utf8.Span[ByteOrderMark.Length..] : utf8.Span;
        if (!Utf8.IsValid(text))
        {
            return false;
        }

        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(text.Trim(" \t\r\n"u8))), Settings);
            if (!TryRead(reader, found))
            {
                return false;
            }
        }
        catch (XmlException)
        {
            return false;
        }

        fields = found;
        return true;
    }

    private static bool TryRead(XmlReader reader, Dictionary<string, string> found)
    {
        string name = "";
        bool sawRoot = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.XmlDeclaration:
                    if (reader.GetAttribute("encoding") is { } encoding && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                    {
                        return false;
                    }

                    break;
                case XmlNodeType.Element:
                    if (reader.Depth > MaxDepth || (reader.Depth == 0 && reader.LocalName != Root))
                    {
                        return false;
                    }

                    sawRoot = true;
                    if (reader.Depth == 1)
                    {
                        name = reader.LocalName;
                        Add(found, name, "");
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when reader.Depth == 2:
                    found[name] += reader.Value.Trim();
                    break;
            }
        }

        return sawRoot;
    }

    /// <summary>An element that comes again is a further entry of a list.</summary>
    private static void Add(Dictionary<string, string> found, string name, string text)
        => found[name] = found.TryGetValue(name, out string? earlier) && earlier.Length > 0 ? $"{earlier},{text}" : text;
}
