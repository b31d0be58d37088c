namespace Undertone.Server.Configuration.Reading;

/// <summary>Gathers everything that is wrong or remarkable, so that the operator learns it all at once.</summary>
internal sealed class Findings
{
    private readonly List<Mistake> _mistakes = [];
    private readonly List<Mistake> _warnings = [];

    /// <summary>What keeps the server from starting.</summary>
    public IReadOnlyList<Mistake> Mistakes => _mistakes;

    /// <summary>What the operator should know, though the server starts.</summary>
    public IReadOnlyList<Mistake> Warnings => _warnings;

    public void Add(Mistake mistake) => _mistakes.Add(mistake);

    public void Warn(string key, string problem) => _warnings.Add(new Mistake(key, null, problem));
}
