namespace Undertone.Storage.Tests.Contracts;

/// <summary>A database of one provider that a test has for itself.</summary>
public interface ITestDatabase : IDisposable
{
    StorageOptions Options { get; }

    /// <summary>The files that a backup of the database holds; none where they cannot be reached.</summary>
    IReadOnlyList<string> DatabaseFiles { get; }

    /// <summary>Where the key of the sealed secrets lies.</summary>
    string KeyFile { get; }
}
