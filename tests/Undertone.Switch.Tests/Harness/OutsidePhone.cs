using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Harness;

/// <summary>A telephone outside that speaks and hears, and an engine whose trunk leads to it: numbers that begin with 0 ring it.</summary>
internal static class OutsidePhone
{
    public const string Number = "0123456";

    /// <summary>Its tone is one that no phone of the rig has.</summary>
    public static Task<SimulatedPhone> StartAsync(AnswerPolicy answering = AnswerPolicy.Always) => SimulatedPhone.StartAsync(new SimulatedPhoneOptions
    {
        Number = Number,
        ToneFrequencyHz = 200,
        Answering = answering,
        EarMemory = TimeSpan.FromSeconds(5),
    });

    public static Task<SwitchRig> EngineAsync(SimulatedPhone phone, string callerId = "") => SwitchRig.StartAsync(new SwitchOptions
    {
        Trunks =
        [
            new TrunkOptions
            {
                Name = "carrier",
                Address = SipUri.Create(null, "127.0.0.1", phone.DirectAddress.Port),
                ProbeInterval = TimeSpan.Zero,
                CallerId = callerId,
            },
        ],
        Routes = new TrunkRoutes { Outbound = [new OutboundRoute("^0[0-9]+$", "carrier")] },
    });
}
