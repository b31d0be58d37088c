using Microsoft.Data.Sqlite;

namespace Undertone.Storage.Sqlite;

/// <summary>SQLite's result codes (sqlite.org/rescode.html) in words that tell an operator what to do.</summary>
internal static class SqliteFailure
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StorageException Translate(SqliteException failure, string database)
    {
        string what = failure.SqliteErrorCode switch
        {
            Busy or Locked => "is held by another program",
            ReadOnly => "cannot be written: check the rights of the file and of its folder",
            InputOutput => "cannot be read or written: the disk reports a failure",
            Corrupt => "is damaged: restore it from a backup, or try 'sqlite3 FILE .recover'",
            Full => "cannot be written: the disk is full",
            CannotOpen => "cannot be opened: check the path and the rights of the file and of its folder",
            NotADatabase => "is not an SQLite database, or is damaged: restore it from a backup, or name another file in Storage:ConnectionString",
            _ => "reports an error",
        };
        return new StorageException($"The store {database} {what} ({failure.Message})", failure);
    }
}
