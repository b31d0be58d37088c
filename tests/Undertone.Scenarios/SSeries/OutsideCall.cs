using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.SSeries;

/// <summary>2000 talks with somebody outside. At the end every phone hangs up and unregisters.</summary>
internal sealed class OutsideCall : IAsyncDisposable
{
    public const string Agent = "2000";
    public const string AgentDials = "0112345";
    public const int AgentTone = 600;

    private readonly SSeriesStage _stage;
    private readonly List<SimulatedPhone> _phones = [];

    private OutsideCall(SSeriesStage stage) => _stage = stage;

    /// <summary>The agent's side.</summary>
    public PhoneCall AgentCall { get; private set; } = null!;

    /// <summary>The side of the party outside.</summary>
    public PhoneCall Outside { get; private set; } = null!;

    /// <summary>The id of the call at the server, as another dialect tells it.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The channels of the agent and of the party outside.</summary>
    public string AgentChannel { get; private set; } = "";

    public string OutsideChannel { get; private set; } = "";

    private PSeriesClient Api => _stage.Api;

    /// <summary>The party outside calls 2000, or is called.</summary>
    public static async Task<OutsideCall> OpenAsync(SSeriesStage stage, bool inbound)
    {
        var call = new OutsideCall(stage);
        try
        {
            await call.UntilNoCallAsync();
            SimulatedPhone agent = await call.RegisterAsync(Agent, AgentTone);
            if (inbound)
            {
                call.Outside = stage.CallFromCarrier("5550001");
                call.AgentCall = await agent.NextIncomingCallAsync();
            }
            else
            {
                call.AgentCall = agent.Call(AgentDials);
                call.Outside = await stage.Carrier.NextIncomingCallAsync();
                await call.Outside.AnswerAsync();
            }

            await call.Outside.WaitForAsync(PhoneCallState.Talking);
            call.AgentChannel = await call.Api.ChannelOfAsync(Agent, inbound ? "ANSWER" : "ANSWERED");
            var running = (await call.Api.GetAsync("call/query"))["data"]!.AsArray().Single()!;
            call.Id = (string)running["call_id"]!;
            call.OutsideChannel = (string)running["members"]![inbound ? 0 : 1]![inbound ? "inbound" : "outbound"]!["channel_id"]!;
            return call;
        }
        catch
        {
            await call.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more phone, which answers every call.</summary>
    public async Task<SimulatedPhone> RegisterAsync(string number, int toneHz)
    {
        SimulatedPhone phone = await Phones.RegisterAsync(_stage.Process, number, toneHz, AnswerPolicy.Always);
        _phones.Add(phone);
        return phone;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (PhoneCall left in _stage.Carrier.Calls)
        {
            await left.HangUpAsync();
        }

        foreach (SimulatedPhone phone in _phones)
        {
            await Phones.EndAsync(phone);
        }

        await UntilNoCallAsync();
    }

    private Task UntilNoCallAsync()
        => Until.TrueAsync(async () => (await Api.GetAsync("call/query"))["data"]!.AsArray().Count == 0, () => "the server to have no call left");
}
