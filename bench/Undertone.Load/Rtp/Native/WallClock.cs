namespace Undertone.Load.Rtp.Native;

/// <summary>The clock by which the kernel stamps packets (CLOCK_REALTIME), in nanoseconds.</summary>
internal static unsafe class WallClock
{
    public static long Now
    {
        get
        {
            LibC.TimeSpec time;
            _ = LibC.ReadClock(LibC.RealTime, &time);
            return time.Total;
        }
    }

    /// <summary>Sleeps until a time.</summary>
    public static void SleepUntil(long nanoseconds)
    {
        var until = new LibC.TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        _ = LibC.Sleep(LibC.RealTime, LibC.Absolute, &until, null);
    }
}
