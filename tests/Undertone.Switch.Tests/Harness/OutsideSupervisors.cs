using System.Collections.Concurrent;
using Undertone.Supervision.Monitoring;

namespace Undertone.Switch.Tests.Harness;

/// <summary>Accounts that may use any outside number as a supervisor but those that are barred.</summary>
internal sealed class OutsideSupervisors : IOutsideSupervisors
{
    private readonly ConcurrentDictionary<string, bool> _barred = new();

    public void Bar(string number) => _barred[number] = true;

    public bool MaySupervise(string account, string number) => !_barred.ContainsKey(number);
}
