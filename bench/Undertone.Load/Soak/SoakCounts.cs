namespace Undertone.Load.Soak;

/// <summary>What happened in a soak. Any thread.</summary>
internal sealed class SoakCounts
{
    private int _calls;
    private int _refused;
    private int _monitors;
    private int _monitorsRefused;
    private int _switches;
    private int _vanished;

    public int Calls => Volatile.Read(ref _calls);

    public int Refused => Volatile.Read(ref _refused);

    public int Monitors => Volatile.Read(ref _monitors);

    public int MonitorsRefused => Volatile.Read(ref _monitorsRefused);

    public int Switches => Volatile.Read(ref _switches);

    public int Vanished => Volatile.Read(ref _vanished);

    public void Call() => Interlocked.Increment(ref _calls);

    public void CallRefused() => Interlocked.Increment(ref _refused);

    public void Monitor() => Interlocked.Increment(ref _monitors);

    public void MonitorRefused() => Interlocked.Increment(ref _monitorsRefused);

    public void Switch() => Interlocked.Increment(ref _switches);

    public void Vanish() => Interlocked.Increment(ref _vanished);

    public override string ToString()
        => $"{Calls} calls ({Refused} refused), {Monitors} monitors ({MonitorsRefused} refused), {Switches} switches of mode, {Vanished} phones vanished";
}
