namespace Undertone.Supervision.Trunks;

/// <summary>What became of a trunk when the configuration was read again.</summary>
public enum TrunkChange
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>Its settings are others.</summary>
    Updated,

    /// <summary>It is gone; calls over it go on to their end.</summary>
    Deleted,
}
