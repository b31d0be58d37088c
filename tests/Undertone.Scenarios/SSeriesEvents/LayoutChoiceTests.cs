using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>The version that a login asks for decides on the layout of its events, and the path only where it asks for none.</summary>
[Collection(EventStage.Name)]
public sealed class LayoutChoiceTests(EventStage stage)
{
    private const string Serial = ",\"sn\":\"UNDERTONE\"";

    [Theory]
    [InlineData("v1.0.0", "", "", "action", "")]
    [InlineData("v1.0.1", "", "", "action", "")]
    [InlineData("v1.1.0", "", "", "action", Serial)]
    [InlineData("v1.10", "1.0.2", "", "action", Serial)]
    [InlineData("v1.1.0", "2.0.0", "", "event", Serial)]
    [InlineData("v2.0.0", "", "", "action", Serial)]
    [InlineData("v2.0.0", "1.0.2", "", "action", Serial)]
    [InlineData("v2.0.0", "2.0.0", "", "event", Serial)]
    [InlineData("v0.0.1", "0.0.1", "json", "action", Serial)]
    public async Task A_login_gets_the_events_of_its_version(string path, string version, string type, string key, string serial)
    {
        await using EventListener listener = EventListener.Answering();
        string asked = version.Length > 0 ? $",\"version\":\"{version}\"" : "";
        await using ApiSession session = await ApiSession.LogInAsync(stage.Server, "api6", path, $"\"port\":{listener.Port}{asked}", type);
        SimulatedPhone phone = await Phones.RegisterAsync(stage.Server, "2009", 600, AnswerPolicy.Never);
        ReceivedEvent told = await listener.SaysAsync("\"extension\":\"2009\",\"status\":\"Registered\"");
        await Phones.EndAsync(phone);
        await listener.SaysAsync("\"extension\":\"2009\",\"status\":\"Unregistered\"");

        string address = key == "event" ? ",\"registeredIP\":\"127.0.0.1\"" : "";
        Assert.Equal($$"""{"{{key}}":"ExtensionStatus","extension":"2009","status":"Registered"{{address}}{{serial}}}""", told.Body);
    }
}
