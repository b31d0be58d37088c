namespace Undertone.Media.Plans;

/// <summary>How an ear gets what it hears.</summary>
internal enum EarKind
{
    /// <summary>Nothing is sent.</summary>
    Silence,

    /// <summary>The packets of one mouth, payload untouched, as they come.</summary>
    Forward,

    /// <summary>The sum of its mouths, every 20 ms, whether packets come or not; of none, silence.</summary>
    Mix,
}
