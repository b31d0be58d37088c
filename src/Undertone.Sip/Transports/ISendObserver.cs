namespace Undertone.Sip.Transports;

/// <summary>Who wants to know that a message could not be sent after all.</summary>
internal interface ISendObserver
{
    /// <summary>The connection could not be made, or broke before the message was written. Called on a pool thread.</summary>
    void OnSendFailed();
}
