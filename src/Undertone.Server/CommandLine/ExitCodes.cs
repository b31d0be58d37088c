namespace Undertone.Server.CommandLine;

/// <summary>What the program answers its caller with.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>It could not do its work: a port in use, a store that cannot be opened.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int WrongConfiguration = 2;
}
