namespace Undertone.Server.Seeding;

/// <summary>The names under which the dialects look for their credentials.</summary>
internal static class ApiDialects
{
    public const string PSeries = "p-series";

    public const string SSeries = "s-series";

    public const string Exotel = "exotel";
}
