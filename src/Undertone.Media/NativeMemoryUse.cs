namespace Undertone.Media;

/// <summary>Counts the memory that media takes outside the garbage-collected heap, so that a leak shows. Any thread.</summary>
public static class NativeMemoryUse
{
    private static long _bytes;

    /// <summary>Bytes that are taken at present, by all media planes of the process; parts of it may never have been touched.</summary>
    public static long Bytes => Interlocked.Read(ref _bytes);

    internal static void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
