using Undertone.Server.Configuration.Settings;
using Undertone.Supervision.Engine;
using Undertone.Switch;

namespace Undertone.Server.Hosting;

/// <summary>An engine together with its life: what the host starts and stops.</summary>
internal interface IEngineRunner : IAsyncDisposable
{
    /// <summary>The engine.</summary>
    ICallEngine Engine { get; }

    /// <summary>Where it listens for SIP, as <c>udp://192.0.2.1:5060</c>; empty before it has started and after it has stopped.</summary>
    IReadOnlyList<string> ListensOn { get; }

    /// <summary>What the embedded engine is busy with; null for an engine that does not tell.</summary>
    EngineLoad? Load { get; }

    /// <summary>Takes over the trunks and routes of settings that were read again; the rest of them is left alone.</summary>
    void ReloadTrunks(ServerSettings settings);

    /// <summary>Opens the sockets.</summary>
    /// <exception cref="IOException">An address is in use; the message names it.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Ends the calls and closes the sockets.</summary>
    Task StopAsync(CancellationToken cancellation);
}
