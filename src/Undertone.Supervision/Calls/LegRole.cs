namespace Undertone.Supervision.Calls;

/// <summary>The part a party plays in its call.</summary>
public enum LegRole
{
    /// <summary>The party that calls.</summary>
    Caller,

    /// <summary>The party that is called.</summary>
    Callee,
}
