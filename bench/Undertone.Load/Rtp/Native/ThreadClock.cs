namespace Undertone.Load.Rtp.Native;

/// <summary>What concerns the calling thread alone.</summary>
internal static unsafe class ThreadClock
{
    private const int CoresPerWord = 64;

    /// <summary>CPU time that it has used, user and system.</summary>
    public static long CpuNanoseconds
    {
        get
        {
            LibC.TimeSpec time;
            _ = LibC.ReadClock(LibC.ThreadCpuTime, &time);
            return time.Total;
        }
    }

    /// <summary>Binds it to a core, 0 to 63.</summary>
    public static void BindToCore(int core)
    {
        var cores = 1UL << (core % CoresPerWord);
        if (LibC.SetAffinity(0, sizeof(ulong), &cores) != 0)
        {
            throw new LoadException($"There is no core {core} for this process.");
        }
    }
}
