using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class SipResponseTests
{
    [Fact]
    public void Rfc3261_8_2_6_CreateFor_CopiesWhatItMust()
    {
        var request = SipTexts.Request();
        var response = SipResponse.CreateFor(request, 180, toTag: "abc");

        Assert.Equal((180, "Ringing"), (response.StatusCode, response.ReasonPhrase));
        Assert.Equal(request.Vias, response.Vias);
        Assert.Equal(request.From, response.From);
        Assert.Equal(request.To.WithTag("abc"), response.To);
        Assert.Equal(request.CallId, response.CallId);
        Assert.Equal(request.CSeq, response.CSeq);
        Assert.Equal(request.RecordRoutes, response.RecordRoutes);
        Assert.False(response.Headers.Contains("Timestamp") || response.Headers.Contains("Contact") || response.Headers.Contains("Content-Type"));
    }

    [Fact]
    public void Rfc3261_8_2_6_1_Trying_HasTimestampAndNoTag()
    {
        var response = SipResponse.CreateFor(SipTexts.Request(), 100, toTag: "abc");

        Assert.Null(response.To.Tag);
        Assert.Equal("54", response.Headers.First("Timestamp"));
        Assert.Empty(response.RecordRoutes);
        Assert.True(response.IsProvisional);
    }

    [Theory]
    [InlineData(200, 2)]
    [InlineData(183, 2)]
    [InlineData(302, 0)]
    [InlineData(486, 0)]
    public void Rfc3261_12_1_1_RecordRoute_GoesOnlyIntoAnswersThatFormADialog(int status, int routes) =>
        Assert.Equal(routes, SipResponse.CreateFor(SipTexts.Request(), status).RecordRoutes.Count);

    [Fact]
    public void CreateFor_KeepsAnExistingTag_AndMakesOneOtherwise()
    {
        var request = SipTexts.Request();
        Assert.NotEmpty(SipResponse.CreateFor(request, 486).To.Tag!);
        Assert.NotEqual(SipResponse.CreateFor(request, 486).To.Tag, SipResponse.CreateFor(request, 486).To.Tag);
        request.To = request.To.WithTag("indialog");
        Assert.Equal("indialog", SipResponse.CreateFor(request, 200, "Fine", "other").To.Tag);
        Assert.Equal("Fine", SipResponse.CreateFor(request, 200, "Fine").ReasonPhrase);
    }

    [Theory]
    [InlineData(202, "Accepted")]
    [InlineData(422, "Session Interval Too Small")]
    [InlineData(423, "Interval Too Brief")]
    [InlineData(481, "Call/Transaction Does Not Exist")]
    [InlineData(487, "Request Terminated")]
    [InlineData(489, "Bad Event")]
    [InlineData(491, "Request Pending")]
    [InlineData(603, "Decline")]
    [InlineData(199, "Early Dialog Terminated")]
    [InlineData(299, "OK")]
    [InlineData(399, "Redirection")]
    [InlineData(499, "Bad Request")]
    [InlineData(599, "Server Internal Error")]
    [InlineData(699, "Global Failure")]
    public void ReasonPhrase_KnowsTheRegistryAndTheClasses(int code, string phrase) => Assert.Equal(phrase, SipStatus.ReasonPhrase(code));

    [Fact]
    public void Identifiers_AreFreshAndWellFormed()
    {
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => SipIdentifiers.NewTag()).Distinct().Count());
        Assert.StartsWith(ViaHeader.MagicCookie, SipIdentifiers.NewBranch(), StringComparison.Ordinal);
        Assert.Equal(32, SipIdentifiers.NewCallId().Length);
    }
}
