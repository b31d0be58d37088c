namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>First and last name of this dialect, where an extension has one name: the first word and the rest.</summary>
/// <param name="First">Up to the first space.</param>
/// <param name="Last">After it; may be empty.</param>
internal readonly record struct PersonName(string First, string Last)
{
    /// <summary>The name in one.</summary>
    public string Joined => First.Length > 0 && Last.Length > 0 ? $"{First} {Last}" : First + Last;

    /// <summary>Divides a name.</summary>
    public static PersonName Split(string name)
    {
        int space = name.IndexOf(' ');
        return space < 0 ? new PersonName(name, "") : new PersonName(name[..space], name[(space + 1)..]);
    }
}
