using System.Text;
using System.Xml.Linq;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>The same fields as JSON and as XML.</summary>
public sealed class WireTests
{
    private static readonly Fields Example = new()
    {
        { "status", "Success" },
        { "reason", 480 },
        { "ext", new Fields { { "extid", "1000" } } },
        { "ext", new Fields { { "extid", (string[])["101", "106"] } } },
        { "calls", (Fields[])[new Fields { { "callid", "1.2" } }, new Fields { { "callid", "1.3" } }] },
        { "none", Array.Empty<Fields>() },
    };

    [Fact]
    public void Json_keeps_order_and_repeated_names() => Assert.Equal(
        """{"status":"Success","reason":480,"ext":{"extid":"1000"},"ext":{"extid":["101","106"]},"calls":[{"callid":"1.2"},{"callid":"1.3"}],"none":[]}""",
        Encoding.UTF8.GetString(JsonWire.Write(Example)));

    [Fact]
    public void Xml_repeats_an_element_for_each_entry_of_a_list() => Assert.Equal(
        """<?xml version="1.0" encoding="UTF-8" ?><xml><status>Success</status><reason>480</reason><ext><extid>1000</extid></ext>"""
        + "<ext><extid>101</extid><extid>106</extid></ext><calls><callid>1.2</callid></calls><calls><callid>1.3</callid></calls></xml>",
        Encoding.UTF8.GetString(XmlWire.Write(Example)));

    [Theory]
    [InlineData("a&b <c> \"d\"", "a&b <c> \"d\"")]
    [InlineData("Żółć 日本 \U0001F600", "Żółć 日本 \U0001F600")]
    [InlineData("\u0001\uFFFFx", "??x")]
    public void Xml_can_be_read_again_whatever_the_text(string text, string read) => Assert.Equal(read, ReadAgain(text));

    [Fact]
    public void Half_a_character_is_a_question_mark() => Assert.Equal("?x?", ReadAgain("\uD800x\uDC00"));

    private static string ReadAgain(string text)
        => XDocument.Parse(Encoding.UTF8.GetString(XmlWire.Write(new Fields { { "username", text } }))).Root!.Element("username")!.Value;
}
