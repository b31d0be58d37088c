using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.BadInput;

/// <summary>Makes the phones of these scenarios.</summary>
internal static class Phones
{
    /// <summary>The tone of the monitored party.</summary>
    public const int AgentHz = 400;

    /// <summary>The tone of the other party.</summary>
    public const int CustomerHz = 1000;

    /// <summary>The tone of the supervisor.</summary>
    public const int SupervisorHz = 1800;

    /// <summary>The tone of somebody whom nobody may hear.</summary>
    public const int StrangerHz = 2600;

    /// <summary>Starts a phone and registers it.</summary>
    public static async Task<SimulatedPhone> RegisterAsync(ServerProcess server, string number, int toneHz, AnswerPolicy answering)
    {
        SimulatedPhone phone = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = number,
            Password = ServerProcess.PasswordOf(number),
            Server = server.Sip,
            Domain = "undertone.local",
            ToneFrequencyHz = toneHz,
            Answering = answering,
            EarMemory = TimeSpan.FromSeconds(60),
            Patience = TimeSpan.FromSeconds(20),
        });
        await phone.RegisterAsync();
        return phone;
    }

    /// <summary>Hangs up, unregisters and ends a phone, whatever state the server is in.</summary>
    public static async Task EndAsync(SimulatedPhone? phone)
    {
        if (phone is null)
        {
            return;
        }

        try
        {
            foreach (PhoneCall call in phone.Calls)
            {
                await call.HangUpAsync();
            }

            await phone.UnregisterAsync();
        }
        catch (Exception problem) when (problem is PhoneRequestException or TimeoutException)
        {
            // The test that ends has more to say than its cleaning up.
        }

        await phone.DisposeAsync();
    }
}
