using System.Text;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>Parameters as clients write them, in JSON and in XML.</summary>
public sealed class RequestFieldsTests
{
    [Theory]
    [InlineData("""{"callid":"1571620483.10"}""", "1571620483.10")]
    [InlineData("""{"callid": 1571620483.10}""", "1571620483.10")]
    [InlineData("""{"CallId":1571620483.100}""", "1571620483.100")]
    [InlineData("""{"callid":" 1000 "}""", "1000")]
    [InlineData("""{"callid":[1000,"1001"]}""", "1000,1001")]
    [InlineData("""{"callid":true}""", "true")]
    [InlineData("""{"callid":null}""", "")]
    [InlineData("""{"callid":{"a":1}}""", "")]
    [InlineData("\uFEFF{\"callid\":1000}", "1000")]
    [InlineData("\r\n {\"callid\":1000} \n", "1000")]
    public void Json_values_are_the_text_that_was_written(string json, string value)
    {
        var fields = RequestFields.Parse(Encoding.UTF8.GetBytes(json), isXml: false);
        Assert.Null(fields.Problem);
        Assert.Equal(value, fields.Optional("callid"));
    }

    [Theory]
    [InlineData("""<?xml version="1.0" encoding="UTF-8" ?><xml><extid>1000</extid></xml>""", "1000")]
    [InlineData("<xml><extid>1000</extid></xml>", "1000")]
    [InlineData("<?xml version='1.0' encoding='utf-8'?>\n<xml>\n  <extid>\n1000\n</extid>\n</xml>\n", "1000")]
    [InlineData("<xml><extid><![CDATA[10]]>00</extid></xml>", "1000")]
    [InlineData("<xml><extid>&#49;000</extid></xml>", "1000")]
    [InlineData("<xml><extid>a&amp;b &lt;c&gt;</extid></xml>", "a&b <c>")]
    [InlineData("<xml><extid>1000</extid><extid>1001</extid></xml>", "1000,1001")]
    [InlineData("<xml><!-- none --><extid/></xml>", "")]
    [InlineData("<xml/>", "")]
    [InlineData("\uFEFF<xml><extid>1000</extid></xml>", "1000")]
    public void Xml_elements_are_parameters(string xml, string value)
    {
        var fields = RequestFields.Parse(Encoding.UTF8.GetBytes(xml), isXml: true);
        Assert.Null(fields.Problem);
        Assert.Equal(value, fields.Optional("extid"));
    }

    [Theory]
    [InlineData("<xml><extid>1000</xml>")]
    [InlineData("<xml><extid>1000</extid></xml><xml/>")]
    [InlineData("<root><extid>1000</extid></root>")]
    [InlineData("""{"extid":"1000"}""")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-16\"?><xml><extid>1000</extid></xml>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-7\"?><xml><extid>1000</extid></xml>")]
    [InlineData("<!DOCTYPE xml><xml><extid>1000</extid></xml>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY e \"1000\">]><xml><extid>&e;</extid></xml>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]><xml><extid>&c;</extid></xml>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><xml><extid>&e;</extid></xml>")]
    [InlineData("<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/x.dtd\"><xml><extid>1000</extid></xml>")]
    [InlineData("<xml><extid>&unknown;</extid></xml>")]
    [InlineData("<xml><extid>\u0001</extid></xml>")]
    [InlineData("<xml><extid>&#0;</extid></xml>")]
    public void Xml_that_is_not_acceptable_is_10002(string xml)
        => Assert.Equal(SSeriesCode.XmlNotAccepted, RequestFields.Parse(Encoding.UTF8.GetBytes(xml), isXml: true).Problem);

    [Fact]
    public void Xml_in_another_encoding_or_nested_too_deeply_is_10002()
    {
        const string xml = "<xml><extid>1000</extid></xml>";
        string deep = $"<xml>{string.Concat(Enumerable.Repeat("<a>", 30))}{string.Concat(Enumerable.Repeat("</a>", 30))}</xml>";
        byte[][] bodies =
        [
            Encoding.Unicode.GetBytes(xml), [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(xml)], [.. "<xml><extid>"u8, 0xFF, .. "</extid></xml>"u8],
            Encoding.UTF8.GetBytes(deep),
        ];
        Assert.All(bodies, body => Assert.Equal(SSeriesCode.XmlNotAccepted, RequestFields.Parse(body, isXml: true).Problem));
    }

    [Theory]
    [InlineData("", "20007")]
    [InlineData(" \r\n", "20007")]
    [InlineData("{}", "10004")]
    [InlineData("""{"extid":""}""", "10004")]
    [InlineData("""{"extid":null}""", "10004")]
    [InlineData("{", "20000")]
    [InlineData("""{"extid":"\ud800"}""", "20000")]
    [InlineData("null", "20000")]
    public void What_is_missing_or_unreadable_gets_its_number(string json, string errno)
    {
        var fields = RequestFields.Parse(Encoding.UTF8.GetBytes(json), isXml: false);
        fields.Required("extid");
        Assert.Equal(errno, fields.Problem?.Number);
    }
}
