using System.Text;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Callbacks;
using Undertone.Http.Exotel.Transport;

namespace Undertone.Http.Tests.Exotel.Units;

/// <summary>Bodies in every form that clients of the maker send.</summary>
public sealed class RequestFieldsTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";

    [Theory]
    [InlineData(Form, "StatusCallbackEvents[0]=terminal&StatusCallbackEvents[1]=answered", "terminal,answered")]
    [InlineData(Form, "StatusCallbackEvents%5B0%5D=terminal", "terminal")]
    [InlineData(Form, "StatusCallbackEvents[]=terminal&StatusCallbackEvents[]=answered", "terminal,answered")]
    [InlineData(Form, "StatusCallbackEvents=terminal, Answered", "terminal,answered")]
    [InlineData(Form, "StatusCallbackEvents=terminal&StatusCallbackEvents=answered", "terminal,answered")]
    [InlineData(Form, "stauscallbackevents[0]=terminal", "terminal")]
    [InlineData(Form, "StatusCallbackEvents[0]=", "")]
    [InlineData(Form, "StatusCallbackEvents[x]=terminal", "")]
    [InlineData(Form, "StatusCallbackEvents[0=terminal", "")]
    [InlineData(Form, "StatusCallbackEventsAll=terminal", "")]
    [InlineData(Json, """{"StatusCallbackEvents[0]":"terminal"}""", "terminal")]
    [InlineData(Json, """{"StausCallbackEvents[0]":"terminal","StatusCallbackEvents[1]":"answered"}""", "terminal,answered")]
    [InlineData(Json, """{"StatusCallbackEvents":["terminal","answered"]}""", "terminal,answered")]
    [InlineData(Json, """{"StatusCallbackEvents":"terminal,answered"}""", "terminal,answered")]
    [InlineData(Json, """{"StatusCallbackEvents":null}""", "")]
    [InlineData(Json, """{"StatusCallbackEvents":[]}""", "")]
    public void Events_are_read_in_all_their_spellings(string type, string body, string events)
        => Assert.Equal(events, string.Join(',', Read(type, body)!.Events));

    [Theory]
    [InlineData(Form, "CUSTOMFIELD=+a+b+&customfield=", "a b")]
    [InlineData(Form, "CustomField=first&customField=last", "last")]
    [InlineData(Form, "CustomField=%C3%A9%26%3D", "é&=")]
    [InlineData(Form, "CustomField", "")]
    [InlineData(null, "CustomField=a", "a")]
    [InlineData("", "CustomField=a", "a")]
    [InlineData(null, " \r\n{\"CustomField\":\"a\"}", "a")]
    [InlineData("application/vnd.x+json", """{"CustomField":"a"}""", "a")]
    [InlineData(Json, """{"customfield":17}""", "17")]
    [InlineData(Json, """{"customfield":true}""", "true")]
    [InlineData(Json, """{"customfield":{"a":1}}""", "")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=CustomField\r\nContent-Type: text/plain\r\n\r\na b\r\n--x--\r\n", "a b")]
    [InlineData("multipart/form-data; boundary=\"a b\"", "--a b\r\nContent-Disposition: form-data; name=\"CustomField\"\r\n\r\nline\r\nline\r\n--a b--", "line\r\nline")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"CustomField\"\r\n\r\n\r\n--x--\r\n", "")]
    [InlineData(Form, "", "")]
    public void A_value_is_read_whatever_form_it_came_in(string? type, string body, string value) => Assert.Equal(value, Read(type, body)!["CustomField"]);

    [Theory]
    [InlineData(Json, "{")]
    [InlineData(Json, "[]")]
    [InlineData(Json, "\"text\"")]
    [InlineData(Json, "CustomField=a")]
    [InlineData("text/plain", "CustomField=a")]
    [InlineData("nonsense", "CustomField=a")]
    [InlineData("multipart/form-data", "--x--")]
    [InlineData("multipart/form-data; boundary=x", "--y\r\n\r\n--y--")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nwithout an end")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n\r\nwithout a name\r\n--x--\r\n")]
    public void What_is_not_what_it_claims_to_be_is_refused(string type, string body) => Assert.Null(Read(type, body));

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        foreach (string type in (string[])[Form, Json])
        {
            Assert.False(BodyReader.TryRead(type, [(byte)'a', (byte)'=', 0xff, 0xfe], out _));
        }
    }

    [Fact]
    public void More_than_two_hundred_values_are_refused()
    {
        string many(int count) => string.Join('&', Enumerable.Range(0, count).Select(i => $"a{i}=b"));
        Assert.NotNull(Read(Form, many(200)));
        Assert.Null(Read(Form, many(201)));
    }

    [Theory]
    [InlineData("StatusCallback=ftp://host/", "StatusCallback ")]
    [InlineData("StatusCallback=/path", "StatusCallback ")]
    [InlineData("StatusCallback=http://", "StatusCallback ")]
    [InlineData("StatusCallback=http://user:secret@host/", "StatusCallback ")]
    [InlineData("StatusCallbackEvents=begun", "StatusCallbackEvents ")]
    [InlineData("StatusCallbackContentType=text/xml", "StatusCallbackContentType ")]
    public void Wrong_terms_are_a_400_that_names_the_parameter(string body, string named)
    {
        (CallbackTerms? terms, ExotelError? error) = CallbackTerms.Read(Read(Form, body)!);
        Assert.Null(terms);
        Assert.Equal(400, error!.Number);
        Assert.StartsWith($"Invalid parameter: {named}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StatusCallback=", "", false, false, false)]
    [InlineData("StatusCallback=http://host", "http://host", false, false, false)]
    [InlineData("StatusCallback=HTTPS://host/?a=1&StatusCallbackEvents=answered", "HTTPS://host/?a=1", false, true, false)]
    [InlineData("StatusCallback=http://host/&StatusCallbackEvents=terminal&StatusCallbackContentType=Application/JSON", "http://host/", true, false, true)]
    [InlineData("StatusCallbackContentType=multipart/form-data", "", false, false, false)]
    public void Terms_are_read(string body, string url, bool isJson, bool answered, bool terminal)
        => Assert.Equal(new CallbackTerms(url, isJson, answered, terminal), CallbackTerms.Read(Read(Form, body)!).Terms);

    [Theory]
    [InlineData("http://host/a%7Eb/?k=%7E+%2f%2F~'x", "/a%7Eb/?k=%7E+%2f%2F~'x")]
    [InlineData("http://host/a/../b?c#fragment", "/a/../b?c")]
    public void A_receivers_address_goes_out_as_it_was_written(string text, string pathAndQuery)
    {
        Assert.True(CallbackUrl.TryParse(text, out Uri? url));
        Assert.Equal(pathAndQuery, url.PathAndQuery);
    }

    [Fact]
    public void What_a_receiver_is_known_by_is_not_shown()
        => Assert.Equal("http://host/a", new CallbackTerms("http://host/a?key=secret", false, false, false).ToString());

    private static RequestFields? Read(string? type, string body)
        => BodyReader.TryRead(type, Encoding.UTF8.GetBytes(body), out IReadOnlyList<KeyValuePair<string, string>> pairs) ? RequestFields.Of(pairs) : null;
}
