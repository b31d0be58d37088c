using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>Something that receivers are told, each in its own layout.</summary>
internal interface IReport
{
    /// <summary>The event in a layout; null if there is none in it.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="longestNumber">Numbers and names from outside are cut after so many characters.</param>
    Fields? In(EventLayout layout, int longestNumber = int.MaxValue);
}
