using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace Undertone.Scenarios.Exotel;

/// <summary>Reads XML answers with a parser that has no line in common with the platform's: expat, by way of Python.</summary>
internal static class SecondXmlParser
{
    private const string Script =
        """
        import json, sys, xml.etree.ElementTree as tree
        def flat(element): return [element.tag, (element.text or "").strip() if len(element) == 0 else "", [flat(inner) for inner in element]]
        print(json.dumps([flat(tree.fromstring(text.encode())) for text in json.load(sys.stdin)]))
        """;

    /// <summary>Both parsers find the same names and texts in the same order in every answer.</summary>
    public static async Task AssertReadsAlikeAsync(IReadOnlyList<string> answers)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        using Process python = Process.Start(start)!;
        await python.StandardInput.WriteAsync(JsonSerializer.Serialize(answers));
        python.StandardInput.Close();
        string found = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        using JsonDocument theirs = JsonDocument.Parse(found);
        using JsonDocument ours = JsonDocument.Parse(JsonSerializer.Serialize(answers.Select(answer => Flat(XDocument.Parse(answer).Root!))));
        Assert.True(JsonElement.DeepEquals(ours.RootElement, theirs.RootElement), found);
    }

    private static object[] Flat(XElement element)
        => [element.Name.LocalName, element.HasElements ? "" : element.Value.Trim(), element.Elements().Select(Flat).ToArray()];
}
