using System.Collections.Concurrent;
using Undertone.Sip.Messages;
using Undertone.Sip.Transfers;

namespace Undertone.Phone.Calls;

/// <content>Transfers that this phone asks for (RFC 3515, RFC 5589).</content>
public sealed partial class PhoneCall
{
    private readonly ConcurrentQueue<int> _transferReports = new();
    private volatile string? _earlyRemoteTag;

    /// <summary>What the far side has reported of transfers that were asked for here, oldest first: status codes.</summary>
    public IReadOnlyList<int> TransferReports => [.. _transferReports];

    /// <summary>Blind transfer: asks the far side to call a number in this phone's place. Returns when it has agreed to try.</summary>
    /// <exception cref="PhoneRequestException">It refused.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public Task TransferAsync(string number, CancellationToken cancellation = default)
        => ReferAsync($"<{_phone.AddressOf(number)}>", cancellation);

    /// <summary>Attended transfer: the far side is to talk with the far side of another call of this phone, which may still ring.</summary>
    /// <exception cref="PhoneRequestException">It refused.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public Task TransferAsync(PhoneCall consultation, CancellationToken cancellation = default)
    {
        var farTag = consultation._dialog?.RemoteTag ?? consultation._earlyRemoteTag
            ?? throw new InvalidOperationException($"The call with {consultation.FarNumber} has no dialog yet.");
        var replaces = new ReplacesHeader(consultation._callId, ToTag: farTag, FromTag: consultation._localTag);
        return ReferAsync($"<{_phone.AddressOf(consultation.FarNumber)}?Replaces={Uri.EscapeDataString(replaces.ToString())}>", cancellation);
    }

    /// <summary>Waits for the last report of a transfer.</summary>
    /// <returns>Its status code.</returns>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<int> WaitForTransferAsync(CancellationToken cancellation = default)
    {
        await Patience.WaitAsync(
            () => _transferReports.Any(status => status >= 200),
            Options.Patience,
            () => $"the end of the transfer by {Options.Number}; reported: {string.Join(", ", _transferReports)}",
            cancellation).ConfigureAwait(false);
        return _transferReports.First(status => status >= 200);
    }

    private async Task ReferAsync(string referTo, CancellationToken cancellation)
    {
        var sending = SendInDialogAsync(SipMethod.Refer, request =>
        {
            request.Contacts = [new NameAddress(Contact())];
            request.Headers.Set(SipHeaderNames.ReferTo, referTo);
        });
        Expect(await sending.WaitAsync(Options.Patience, cancellation).ConfigureAwait(false), SipMethod.Refer);
    }

    private void NoteTransferReport(SipRequest notify)
    {
        if (SipFragment.TryReadStatus(notify.Body.Span, out var status))
        {
            _transferReports.Enqueue(status);
        }
    }
}
