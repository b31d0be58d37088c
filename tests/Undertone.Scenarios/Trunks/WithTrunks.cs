namespace Undertone.Scenarios.Trunks;

/// <summary>The tests that share one <see cref="TrunkServer"/>.</summary>
[CollectionDefinition(Name)]
public sealed class WithTrunks : ICollectionFixture<TrunkServer>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "Trunks";
}
