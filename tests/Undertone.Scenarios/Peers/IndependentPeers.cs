namespace Undertone.Scenarios.Peers;

/// <summary>The tests that share one <see cref="PeersServer"/>.</summary>
[CollectionDefinition(Name)]
public sealed class IndependentPeers : ICollectionFixture<PeersServer>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "Independent peers";
}
