namespace Undertone.Storage.Tests.Contracts;

/// <summary>A database of one provider that a test has for itself.</summary>
public interface ITestDatabase : IDisposable
{
    StorageOptions Options { get; }
}
