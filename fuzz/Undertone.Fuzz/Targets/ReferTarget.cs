using System.Text;
using Undertone.Sip.Transfers;

namespace Undertone.Fuzz.Targets;

/// <summary>What a transfer brings: Refer-To, Replaces, and the status line of a NOTIFY.</summary>
internal sealed class ReferTarget : IFuzzTarget
{
    /// <inheritdoc/>
    public string Name => "refer";

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        // The parser of messages leaves no line breaks in a value.
        var header = Encoding.UTF8.GetString(input).ReplaceLineEndings(" ").Replace('\r', ' ').Replace('\n', ' ');
        if (ReferTo.TryParse(header, out var referTo))
        {
            FindingException.Unless(referTo.Target.Headers is null, "the target keeps the headers of its URI");
            Check(referTo.Replaces);
        }

        if (ReplacesHeader.TryParse(header, out var replaces))
        {
            Check(replaces);
        }

        if (SipFragment.TryReadStatus(input, out var status))
        {
            FindingException.Unless(
                SipFragment.TryReadStatus(SipFragment.Write(status), out var again) && again == status,
                "a status changes when it is written and read again");
        }
    }

    private static void Check(ReplacesHeader? replaces) => FindingException.Unless(
        replaces is null || (ReplacesHeader.TryParse(replaces.ToString(), out var again) && again == replaces),
        "a Replaces changes when it is written and read again");
}
