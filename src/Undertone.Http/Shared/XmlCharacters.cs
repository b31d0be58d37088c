using System.Text;
using System.Xml;

namespace Undertone.Http.Shared;

/// <summary>Which characters XML can hold.</summary>
internal static class XmlCharacters
{
    /// <summary>The text with a question mark for every character that XML 1.0 cannot hold.</summary>
    public static string Permitted(string text)
    {
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                result.Append(text, i++, 2);
            }
            else
            {
                result.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '?');
            }
        }

        return result.ToString();
    }
}
