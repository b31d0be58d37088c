using Undertone.Phone;
using Undertone.Phone.Calls;

namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>A supervisor on a call.</summary>
internal sealed class Supervisor
{
    /// <summary>Her phone.</summary>
    public required SimulatedPhone Phone { get; init; }

    /// <summary>The call of her phone with the server.</summary>
    public required PhoneCall Call { get; init; }

    /// <summary>The number of the party she supervises.</summary>
    public required string Target { get; init; }

    /// <summary>The mode that should be in force.</summary>
    public required string Mode { get; set; }

    /// <summary>The id that <c>call/listen</c> answered with; empty after a feature code.</summary>
    public string CallId { get; init; } = "";

    /// <summary>Her number.</summary>
    public string Number => Phone.Options.Number;
}
