using Undertone.Http.Exotel.Answers;

namespace Undertone.Http.Exotel.Transport;

/// <summary>What a client wants to find again in the answers and callbacks about a call or leg.</summary>
internal static class CustomField
{
    private const string Name = "CustomField";
    private const int MaxLength = 128;

    /// <summary>Reads it; false, with the answer to that, if it is too long.</summary>
    public static bool TryRead(RequestFields fields, out string text, out ExotelError? error)
    {
        text = fields[Name];
        error = text.Length > MaxLength ? ExotelError.Invalid(Name, $"at most {MaxLength} characters") : null;
        return error is null;
    }
}
