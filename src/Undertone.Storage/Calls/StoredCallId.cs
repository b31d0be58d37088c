using Undertone.Supervision.Calls;

namespace Undertone.Storage.Calls;

/// <summary>A call id as the tables hold it: its text form.</summary>
internal static class StoredCallId
{
    /// <exception cref="StorageException">The text is no call id.</exception>
    public static CallId Parse(string text) => CallId.TryParse(text, out CallId id)
        ? id
        : throw new StorageException($"The store holds '{text}' where a call id is expected: it was changed by another program.");
}
