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
}
