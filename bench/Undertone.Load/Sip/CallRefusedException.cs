namespace Undertone.Load.Sip;

/// <summary>A call was not answered.</summary>
/// <param name="status">The SIP status.</param>
/// <param name="reason">Its phrase.</param>
internal sealed class CallRefusedException(int status, string reason) : Exception($"{status} {reason}")
{
    public int Status => status;
}
