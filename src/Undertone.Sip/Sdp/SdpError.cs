namespace Undertone.Sip.Sdp;

/// <summary>Why and where parsing a session description stopped.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Line">The line, counted from 1; 0 where the error concerns the whole body.</param>
public readonly record struct SdpError(SdpErrorKind Kind, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? $"{Kind}" : $"{Kind} in line {Line}";
}
