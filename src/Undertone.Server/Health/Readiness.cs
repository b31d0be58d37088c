using Undertone.Server.Hosting;
using Undertone.Server.Logs;
using Undertone.Storage;

namespace Undertone.Server.Health;

/// <summary>One thing that must work for the server to be of use.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Problem">What is wrong; empty when it works.</param>
internal readonly record struct ReadinessCheck(string Name, string Problem)
{
    public bool IsGood => Problem.Length == 0;
}

/// <summary>
/// Finds out whether calls can be taken and audit records written. An answer is kept for some seconds, because each one costs a
/// write to the disk and anyone may ask.
/// </summary>
internal sealed class Readiness(IEngineRunner engine, UndertoneStore store, TimeProvider clock, ILogger<Readiness> logger) : IDisposable
{
    private static readonly TimeSpan AnswerLife = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _checking = new(1, 1);
    private IReadOnlyList<ReadinessCheck> _newest = [];
    private long _checkedAt;

    public async Task<IReadOnlyList<ReadinessCheck>> CheckAsync(CancellationToken cancellation)
    {
        await _checking.WaitAsync(cancellation);
        try
        {
            if (_newest.Count == 0 || clock.GetElapsedTime(_checkedAt) >= AnswerLife)
            {
                _newest = [CheckSip(), await CheckStoreAsync(cancellation)];
                _checkedAt = clock.GetTimestamp();
                Report(_newest);
            }

            return _newest;
        }
        finally
        {
            _checking.Release();
        }
    }

    public void Dispose() => _checking.Dispose();

    private ReadinessCheck CheckSip() => new("sip", engine.ListensOn.Count > 0 ? "" : "not listening");

    private async Task<ReadinessCheck> CheckStoreAsync(CancellationToken cancellation)
    {
        try
        {
            await store.CheckWritableAsync(cancellation);
            return new ReadinessCheck("store", "");
        }
        catch (IOException failure)
        {
            return new ReadinessCheck("store", failure.Message);
        }
    }

    private void Report(IReadOnlyList<ReadinessCheck> checks)
    {
        foreach (ReadinessCheck check in checks.Where(check => !check.IsGood))
        {
            ServerLog.NotReady(logger, check.Name, check.Problem);
        }
    }
}
