using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Undertone.Scenarios.Peers.Sipp;

/// <summary>
/// A SIPp scenario from the files beside this one. SIPp itself has neither parts that several scenarios share nor parameters everywhere:
/// <c>&lt;?part name?&gt;</c> stands for the content of a file in Parts, <c>{{name}}</c> for a value.
/// </summary>
internal static partial class SippScenario
{
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "Peers", "Sipp");

    /// <summary>The text of a scenario with its parts and values in place.</summary>
    /// <exception cref="KeyNotFoundException">The scenario needs a value that is not given.</exception>
    public static string Compose(string name, IReadOnlyDictionary<string, string> values)
    {
        XDocument document = XDocument.Load(Path.Combine(Home, "Scenarios", $"{name}.xml"));
        PutPartsIn(document);
        string text = Placeholder().Replace(document.ToString(SaveOptions.DisableFormatting), match => values[match.Groups[1].Value]);

        // SIPp looks for the declaration, which XDocument does not write.
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static void PutPartsIn(XDocument document)
    {
        while (document.DescendantNodes().OfType<XProcessingInstruction>().FirstOrDefault() is { } instruction)
        {
            if (instruction.Target != "part")
            {
                throw new InvalidDataException($"Unknown instruction {instruction}");
            }

            XDocument part = XDocument.Load(Path.Combine(Home, "Parts", $"{instruction.Data.Trim()}.xml"));
            instruction.ReplaceWith(part.Root!.Nodes());
        }

        document.DescendantNodes().OfType<XComment>().Remove();
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
