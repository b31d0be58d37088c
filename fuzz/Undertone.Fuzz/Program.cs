using Undertone.Fuzz;
using Undertone.Fuzz.Targets;

IFuzzTarget[] all =
    [new SipMessageTarget(), new SipStreamTarget(), new SdpTarget(), new DigestTarget(), new ReferTarget(), new ApiFieldsTarget(), new RtpTarget(), new RtcpTarget()];

if (!FuzzOptions.TryRead(args, out var options) || Corpus.Find() is not { } corpus)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

var targets = all.Where(target => options.Target is null || target.Name == options.Target).ToArray();
if (targets.Length == 0)
{
    Console.Error.WriteLine($"no such target; there are {string.Join(", ", all.Select(target => target.Name))}");
    return 2;
}

var findings = new DirectoryInfo(Path.Combine(Environment.CurrentDirectory, "fuzz-findings"));
if (options.Replay is { } file)
{
    var found = new Fuzzer(targets[0], findings).TryFind(File.ReadAllBytes(file));
    Console.WriteLine(found ?? $"{targets[0].Name}: nothing found");
    return found is null ? 0 : 1;
}

var failed = false;
foreach (var target in targets)
{
    var mutator = new Mutator(Corpus.Load(corpus, target.Name), options.Seed);
    var (rounds, finding) = new Fuzzer(target, findings).Run(mutator, options.Rounds, options.Length / targets.Length);
    Console.WriteLine($"{target.Name}: {rounds} inputs, {finding ?? "nothing found"}");
    failed |= finding is not null;
}

return failed ? 1 : 0;
