namespace Undertone.Storage.Database;

/// <summary>Enumerations are stored by name, so that the tables can be read without this program.</summary>
internal static class StoredName
{
    /// <exception cref="StorageException">The text is none of the names.</exception>
    public static TEnum To<TEnum>(string name)
        where TEnum : struct, Enum
        => Enum.TryParse(name, out TEnum value)
            ? value
            : throw new StorageException($"The store holds '{name}' where a {typeof(TEnum).Name} is expected: it was changed by another program or a newer version.");
}
