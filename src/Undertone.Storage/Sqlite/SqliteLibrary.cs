using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Undertone.Storage.Sqlite;

/// <summary>Joins the managed SQLite provider to the system's library, the one that gets security updates (docs/adr/0002).</summary>
internal static class SqliteLibrary
{
    // STRICT tables came with 3.37; Debian 12 has 3.40 and Ubuntu 22.04 has 3.37.
    private const int OldestVersion = 3_037_000;

    private static readonly Lazy<string> Problem = new(Load);

    /// <summary>Loads the library at the first call.</summary>
    /// <exception cref="StorageException">It is missing or too old.</exception>
    public static void Require()
    {
        if (Problem.Value.Length > 0)
        {
            throw new StorageException(Problem.Value);
        }
    }

    private static string Load()
    {
        if (!TryLoadSystemLibrary(out nint handle))
        {
            return "The SQLite library (libsqlite3.so.0) is missing. On Debian and Ubuntu: apt-get install libsqlite3-0";
        }

        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (_, _, _) => handle);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return raw.sqlite3_libversion_number() >= OldestVersion
            ? ""
            : $"The system's SQLite library is version {raw.sqlite3_libversion().utf8_to_string()}; 3.37 or newer is needed.";
    }

    private static bool TryLoadSystemLibrary(out nint handle)
    {
        string[] names = OperatingSystem.IsWindows() ? ["winsqlite3.dll"]
            : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
            : ["libsqlite3.so.0"];
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out handle))
            {
                return true;
            }
        }

        handle = 0;
        return false;
    }
}
