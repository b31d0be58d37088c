namespace Undertone.Storage;

/// <summary>The store could not be opened, read or written. The message is for the operator: it names the database and what to do.</summary>
public sealed class StorageException : IOException
{
    /// <summary>Makes one without a message.</summary>
    public StorageException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and its cause.</summary>
    public StorageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
