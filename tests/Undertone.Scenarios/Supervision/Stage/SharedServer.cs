namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<SupervisionServer>
{
    /// <summary>The name of their collection.</summary>
    public const string Name = "Supervision";
}
