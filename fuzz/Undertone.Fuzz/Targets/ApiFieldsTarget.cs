using System.Text;
using System.Xml;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Http.YeastarSSeries.Parameters;

namespace Undertone.Fuzz.Targets;

/// <summary>The parameters of S-Series and OpenVox requests in JSON and in XML, and the login of the event port.</summary>
internal sealed class ApiFieldsTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "api-fields";

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        byte[] body = input.ToArray();
        Check(RequestFields.Parse(body, isXml: false));
        Check(RequestFields.Parse(body, isXml: true));

        var login = EventLogin.Parse(Encoding.UTF8.GetString(body).ReplaceLineEndings("\n"));
        FindingException.Unless(login is null || (login.Username.Length > 0 && login.Secret.Length > 0), "a login without a user or a secret is accepted");
    }

    private static void Check(RequestFields fields)
    {
        var names = fields.Names.Where(IsName).ToArray();
        var echo = new Fields();
        foreach (var name in names)
        {
            echo.Add(name, fields.Optional(name));
        }

        FindingException.Unless(
            RequestFields.Parse(JsonWire.Write(echo), isXml: false) is { Unreadable: null } json && names.All(name => json.Optional(name) == fields.Optional(name).Trim()),
            "a parameter changes when it is written as JSON and read again");
        FindingException.Unless(
            RequestFields.Parse(XmlWire.Write(echo), isXml: true) is { Unreadable: null }, "a parameter cannot be read again after it was written as XML");
    }

    private static bool IsName(string name)
    {
        try
        {
            return XmlConvert.VerifyNCName(name) == name;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
