namespace Undertone.Server.Demo;

/// <summary>One step of the demo: what the supervisor does, and who must hear whom afterwards.</summary>
/// <param name="Title">The heading of its table.</param>
/// <param name="Mode">The mode to ask the API for; null for no monitor.</param>
/// <param name="Expected">For each ear, the mouths that it must hear and no others.</param>
internal sealed record DemoStage(string Title, string? Mode, IReadOnlyDictionary<string, string[]> Expected)
{
    /// <summary>The name of the supervised party in the tables.</summary>
    public const string Target = "agent";

    /// <summary>The name of the party that the target talks with.</summary>
    public const string Other = "customer";

    /// <summary>The name of the supervisor.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>The call before anyone monitors it.</summary>
    public static DemoStage Unsupervised(string title) => new(title, null, new Dictionary<string, string[]>
    {
        [Target] = [Other],
        [Other] = [Target],
    });

    /// <summary>All three modes, and every switch from one to another.</summary>
    public static IReadOnlyList<DemoStage> Supervised { get; } =
    [
        Of("Listen", "listen"),
        Of("Listen -> Whisper", "whisper"),
        Of("Whisper -> Barge", "barge"),
        Of("Barge -> Listen", "listen"),
        Of("Listen -> Barge", "barge"),
        Of("Barge -> Whisper", "whisper"),
        Of("Whisper -> Listen", "listen"),
    ];

    private static DemoStage Of(string title, string mode) => new(title, mode, new Dictionary<string, string[]>
    {
        [Target] = mode is "listen" ? [Other] : [Other, Supervisor],
        [Other] = mode is "barge" ? [Target, Supervisor] : [Target],
        [Supervisor] = [Target, Other],
    });
}
