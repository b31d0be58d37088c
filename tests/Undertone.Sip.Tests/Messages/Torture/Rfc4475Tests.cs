using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages.Torture;

/// <summary>RFC 4475: every message of sections 3.1 to 3.4 but mpart01, whose binary body the RFC gives only as an archive.</summary>
public class Rfc4475Tests
{
    public static TheoryData<string, string> Accepted => new()
    {
        { "3.1.1.1 wsinv", ValidTortureMessages.Wsinv },
        { "3.1.1.2 intmeth", ValidTortureMessages.Intmeth },
        { "3.1.1.3 esc01", ValidTortureMessages.Esc01 },
        { "3.1.1.4 escnull", ValidTortureMessages.Escnull },
        { "3.1.1.5 esc02", ValidTortureMessages.Esc02 },
        { "3.1.1.6 lwsdisp", ValidTortureMessages.Lwsdisp },
        { "3.1.1.7 longreq", ValidTortureMessages.Longreq },
        { "3.1.1.8 dblreq", ValidTortureMessages.Dblreq },
        { "3.1.1.9 semiuri", ValidTortureMessages.Semiuri },
        { "3.1.1.10 transports", ValidTortureMessages.Transports },
        { "3.1.1.12 unreason", ValidTortureMessages.Unreason },
        { "3.1.1.13 noreason", ValidTortureMessages.Noreason },
        { "3.1.2.12 baddate", ValidTortureMessages.Baddate },
        { "3.2.1 badbranch", ValidTortureMessages.Badbranch },
        { "3.3.4 unksm2", ApplicationTortureMessages.Unksm2 },
        { "3.3.5 bext01", ApplicationTortureMessages.Bext01 },
        { "3.3.6 invut", ApplicationTortureMessages.Invut },
        { "3.3.7 regaut01", ApplicationTortureMessages.Regaut01 },
        { "3.3.10 bcast", ApplicationTortureMessages.Bcast },
        { "3.3.11 zeromf", ApplicationTortureMessages.Zeromf },
        { "3.3.12 cparam01", ApplicationTortureMessages.Cparam01 },
        { "3.3.13 cparam02", ApplicationTortureMessages.Cparam02 },
        { "3.3.14 regescrt", ApplicationTortureMessages.Regescrt },
        { "3.3.15 sdp01", ApplicationTortureMessages.Sdp01 },
        { "3.4.1 inv2543", ApplicationTortureMessages.Inv2543 },
    };

    public static TheoryData<string, string, SipParseErrorReason, int> Refused => new()
    {
        { "3.1.2.1 badinv01", InvalidTortureMessages.Badinv01, SipParseErrorReason.MalformedHeader, 400 },
        { "3.1.2.2 clerr", InvalidTortureMessages.Clerr, SipParseErrorReason.BodyTruncated, 400 },
        { "3.1.2.3 ncl", InvalidTortureMessages.Ncl, SipParseErrorReason.BadContentLength, 400 },
        { "3.1.2.4 scalar02", InvalidTortureMessages.Scalar02, SipParseErrorReason.MalformedHeader, 400 },
        { "3.1.2.5 scalarlg", InvalidTortureMessages.Scalarlg, SipParseErrorReason.MalformedHeader, 0 },
        { "3.1.2.6 quotbal", InvalidTortureMessages.Quotbal, SipParseErrorReason.MalformedHeader, 400 },
        { "3.1.2.7 ltgtruri", InvalidTortureMessages.Ltgtruri, SipParseErrorReason.MalformedRequestUri, 400 },
        { "3.1.2.8 lwsruri", InvalidTortureMessages.Lwsruri, SipParseErrorReason.MalformedRequestUri, 400 },
        { "3.1.2.9 lwsstart", InvalidTortureMessages.Lwsstart, SipParseErrorReason.MalformedStartLine, 400 },
        { "3.1.2.10 trws", InvalidTortureMessages.Trws, SipParseErrorReason.MalformedStartLine, 400 },
        { "3.1.2.11 escruri", InvalidTortureMessages.Escruri, SipParseErrorReason.MalformedRequestUri, 400 },
        { "3.1.2.13 regbadct", InvalidTortureMessages.Regbadct, SipParseErrorReason.MalformedHeader, 400 },
        { "3.1.2.14 badaspec", InvalidTortureMessages.Badaspec, SipParseErrorReason.MalformedHeader, 400 },
        { "3.1.2.15 baddn", InvalidTortureMessages.Baddn, SipParseErrorReason.MalformedHeader, 400 },
        { "3.1.2.16 badvers", InvalidTortureMessages.Badvers, SipParseErrorReason.UnsupportedVersion, 505 },
        { "3.1.2.17 mismatch01", InvalidTortureMessages.Mismatch01, SipParseErrorReason.MethodMismatch, 400 },
        { "3.1.2.18 mismatch02", InvalidTortureMessages.Mismatch02, SipParseErrorReason.MethodMismatch, 400 },
        { "3.1.2.19 bigcode", InvalidTortureMessages.Bigcode, SipParseErrorReason.MalformedStartLine, 0 },
        { "3.3.1 insuf", InvalidTortureMessages.Insuf, SipParseErrorReason.MissingHeader, 0 },
        { "3.3.2 unkscm", InvalidTortureMessages.Unkscm, SipParseErrorReason.UnsupportedScheme, 416 },
        { "3.3.3 novelsc", InvalidTortureMessages.Novelsc, SipParseErrorReason.UnsupportedScheme, 416 },
        { "3.3.8 multi01", InvalidTortureMessages.Multi01, SipParseErrorReason.DuplicateHeader, 400 },
        { "3.3.9 mcl01", InvalidTortureMessages.Mcl01, SipParseErrorReason.BadContentLength, 400 },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Rfc4475_AcceptedMessage_SurvivesWritingAndReading(string name, string text)
    {
        var message = Parse(text);
        var again = ParseBytes(SipMessageWriter.ToBytes(message));

        Assert.NotEmpty(name);
        Assert.Equal(message.ToString(), again.ToString());
        Assert.Equal(
            message.Headers.Where(header => header.Name != SipHeaderNames.ContentLength),
            again.Headers.Where(header => header.Name != SipHeaderNames.ContentLength));
        Assert.Equal(message.Body.ToArray(), again.Body.ToArray());
        Assert.Equal(message.Vias, again.Vias);
        Assert.Equal(message.From, again.From);
        Assert.Equal(message.Contacts, again.Contacts);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Rfc4475_RefusedMessage_GetsItsReasonAndAnswer(string name, string text, SipParseErrorReason reason, int status)
    {
        var parsed = SipMessageParser.TryParse(TortureMessage.Expand(text), SipLimits.Default, out var message, out var error);

        Assert.NotEmpty(name);
        Assert.False(parsed);
        Assert.Null(message);
        Assert.Equal(reason, error!.Reason);
        Assert.Equal(status, error.Answer?.StatusCode ?? 0);
        if (error.Answer is { } answer)
        {
            Assert.NotEmpty(answer.Vias);
            Assert.NotEmpty(answer.CallId);
        }
    }

    [Fact]
    public void Rfc4475_3_1_1_1_Wsinv_IsReadThroughAllItsFolds()
    {
        var request = (SipRequest)Parse(ValidTortureMessages.Wsinv);

        Assert.Equal(SipMethod.Invite, request.Method);
        Assert.True(request.RequestUri.Parameters.Contains("unknownparam"));
        Assert.Equal("1918181833n", request.To.Tag);
        Assert.Equal("J Rosenberg \\\"", request.From.DisplayName);
        Assert.Equal("98asjd8", request.From.Tag);
        Assert.Equal(68, request.MaxForwards);
        Assert.Equal(new CSeqHeader(9, SipMethod.Invite), request.CSeq);
        Assert.Equal(["390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239"], request.Vias.Select(via => via.Branch));
        Assert.Equal(["192.0.2.2", "spindle.example.com", "192.168.255.111"], request.Vias.Select(via => via.Host));
        Assert.Equal("newfangled value continued newfangled value", request.Headers.First("newfangledheader"));
        Assert.Equal(";;,,;;,;", request.Headers.First("UnknownHeaderWithUnusualValue"));
        Assert.Equal("", request.Headers.First("Subject"));
        var contact = Assert.Single(request.Contacts);
        Assert.Equal("Quoted string \"\"", contact.DisplayName);
        Assert.Equal("newvalue", contact.Parameters["newparam"]);
        Assert.True(contact.Parameters.TryGet("secondparam", out var none) && none is null);
        Assert.Equal("0.33", contact.Parameters["q"]);
        Assert.True(Assert.Single(request.Routes).Uri.IsLooseRouter);
        Assert.Equal(150, request.Body.Length);
    }

    [Fact]
    public void Rfc4475_3_1_1_2_Intmeth_KeepsEveryUnusualCharacter()
    {
        var request = (SipRequest)Parse(ValidTortureMessages.Intmeth);

        Assert.Equal("!interesting-Method0123456789_*+`.%indeed'~", request.Method.Name);
        Assert.Equal("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", request.RequestUri.User);
        Assert.Equal("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)", request.RequestUri.Password);
        Assert.Equal("BEL:\a NUL:\0 DEL:\x7f", request.To.DisplayName);
        Assert.Equal("работающий", request.From.Parameters["fromParam''~+*_!.-%"]);
        Assert.Equal("_token~1'+`*%!-.", request.From.Tag);
        Assert.Equal("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{", request.CallId);
        Assert.Equal("\uFEFF大停電", request.Headers.First("extensionHeader-!.%*+_`'~"));
    }

    [Fact]
    public void Rfc4475_3_1_1_3_Esc01_UnescapesOnceAndOnlyInAddresses()
    {
        var request = (SipRequest)Parse(ValidTortureMessages.Esc01);
        var contact = Assert.Single(request.Contacts).Uri;

        Assert.Equal("sips:user@example.com", request.RequestUri.User);
        Assert.Equal("sip:sips%3Auser%40example.com@example.net", request.RequestUri.ToString());
        Assert.Equal("user", request.To.Uri.User);
        Assert.Equal("I have spaces", request.From.Uri.User);
        Assert.Equal("caller", contact.User);
        Assert.True(contact.IsLooseRouter);
        Assert.Equal("value%41", contact.Parameters["name"]);
    }

    [Fact]
    public void Rfc4475_3_1_1_4_Escnull_DoesNotShortenNames()
    {
        var request = Parse(ValidTortureMessages.Escnull);

        Assert.Equal("null-\0-null", request.To.Uri.User);
        Assert.Equal(["\0", "\0\0"], request.Contacts.Select(contact => contact.Uri.User));
        Assert.Equal("<sip:%00%00@host5.example.com>", request.Contacts[1].ToString());
    }

    [Fact]
    public void Rfc4475_3_1_1_5_Esc02_LeavesPercentAloneElsewhere()
    {
        var request = (SipRequest)Parse(ValidTortureMessages.Esc02);

        Assert.NotEqual(SipMethod.Register, request.Method);
        Assert.Equal("%Z%45", request.To.DisplayName);
        Assert.Equal(["alias1", "alias3"], request.Contacts.Select(contact => contact.Uri.User));
    }

    [Fact]
    public void Rfc4475_3_1_1_8_Dblreq_IgnoresWhatFollowsTheBody()
    {
        var request = (SipRequest)Parse(ValidTortureMessages.Dblreq);

        Assert.Equal(SipMethod.Register, request.Method);
        Assert.Equal(0, request.Body.Length);
        Assert.Equal("dblreq.0ha0isndaksdj99sdfafnl3lk233412", request.CallId);
    }

    [Fact]
    public void Rfc4475_3_1_1_9_Semiuri_TakesTheSemicolonIntoTheUser()
    {
        var request = (SipRequest)Parse(ValidTortureMessages.Semiuri);

        Assert.Equal("user;par=u@example.net", request.RequestUri.User);
        Assert.Empty(request.RequestUri.Parameters);
        Assert.Equal(6, request.Headers.List("Accept").Count);
    }

    [Fact]
    public void Rfc4475_3_1_1_12_And_13_ReasonPhrasesMayBeAnythingOrNothing()
    {
        Assert.Equal("= 2**3 * 5**2 но сто девяносто девять - простое", ((SipResponse)Parse(ValidTortureMessages.Unreason)).ReasonPhrase);
        Assert.Equal("", ((SipResponse)Parse(ValidTortureMessages.Noreason)).ReasonPhrase);
    }

    [Fact]
    public void Rfc4475_3_3_12_To_14_ContactParametersBelongWhereTheBracketsSay()
    {
        var bare = Parse(ApplicationTortureMessages.Cparam01).Contacts[0];
        var bracketed = Parse(ApplicationTortureMessages.Cparam02).Contacts[0];
        var escaped = Parse(ApplicationTortureMessages.Regescrt).Contacts[0];

        Assert.True(bare.Parameters.Contains("unknownparam"));
        Assert.Empty(bare.Uri.Parameters);
        Assert.True(bracketed.Uri.Parameters.Contains("unknownparam"));
        Assert.Equal("Route=%3Csip:sip.example.com%3E", escaped.Uri.Headers);
    }

    [Fact]
    public void Rfc4475_3_3_4_Unksm2_KeepsForeignSchemes()
    {
        var request = Parse(ApplicationTortureMessages.Unksm2);

        Assert.Equal((SipScheme.Other, "isbn", "2983792873"), (request.To.Uri.Scheme, request.To.Uri.SchemeName, request.To.Uri.Opaque));
        Assert.Equal("http://www.example.com", request.From.Uri.ToString());
    }

    [Fact]
    public void Rfc4475_3_2_1_And_3_4_1_OldBranchesAreTold()
    {
        Assert.False(Parse(ValidTortureMessages.Badbranch).TopVia.HasRfc3261Branch);
        var old = Parse(ApplicationTortureMessages.Inv2543);
        Assert.Null(old.TopVia.Branch);
        Assert.Null(old.From.Tag);
        Assert.Equal("phone", old.To.Parameters["user"]);
        Assert.StartsWith("v=0", Encoding.UTF8.GetString(old.Body.Span), StringComparison.Ordinal);
    }

    private static SipMessage Parse(string text) => ParseBytes(TortureMessage.Expand(text));

    private static SipMessage ParseBytes(byte[] bytes)
    {
        Assert.True(SipMessageParser.TryParse(bytes, SipLimits.Default, out var message, out var error), error?.Text);
        return message;
    }
}
