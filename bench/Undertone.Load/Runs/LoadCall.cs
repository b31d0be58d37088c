using Undertone.Load.Sip;

namespace Undertone.Load.Runs;

/// <summary>A call of the load: the customer calls the agent, and supervisors join.</summary>
/// <param name="Number">Its number, from 0; its tones depend on it.</param>
/// <param name="Customer">The caller's leg.</param>
/// <param name="Agent">The callee's leg, the one that is supervised.</param>
internal sealed record LoadCall(int Number, LoadLeg Customer, LoadLeg Agent)
{
    public List<LoadLeg> Supervisors { get; } = [];

    /// <summary>Whether the customer's call was answered.</summary>
    public bool IsUp { get; set; }
}
