namespace Undertone.Supervision.Extensions;

/// <summary>What an extension is doing.</summary>
public enum ExtensionState
{
    /// <summary>No device is registered.</summary>
    Unavailable,

    /// <summary>Registered and idle.</summary>
    Registered,

    /// <summary>Its phone rings.</summary>
    Ringing,

    /// <summary>In a call, or calling.</summary>
    Busy,

    /// <summary>In a call that it has put on hold.</summary>
    Hold,
}

/// <summary>What an extension is doing, and how it is reached.</summary>
/// <param name="Number">The extension.</param>
/// <param name="State">What it is doing.</param>
/// <param name="DeviceAddresses">The addresses of its registered devices, without ports, newest first.</param>
public sealed record ExtensionStatus(string Number, ExtensionState State, IReadOnlyList<string> DeviceAddresses);
