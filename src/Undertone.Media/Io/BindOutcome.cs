namespace Undertone.Media.Io;

/// <summary>What came of opening a socket.</summary>
internal enum BindOutcome
{
    Bound,

    /// <summary>Another program has the port.</summary>
    PortTaken,

    /// <summary>The process may open no more descriptors.</summary>
    NoDescriptors,

    /// <summary>The address is not one of this machine, or the system refused for another reason.</summary>
    Failed,
}
