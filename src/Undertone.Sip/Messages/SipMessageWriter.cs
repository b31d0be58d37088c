using System.Buffers;
using System.Globalization;
using System.Text;

namespace Undertone.Sip.Messages;

/// <summary>
/// Writes messages. Content-Length is always computed and written last. Line breaks inside a name, value or phrase are written as blanks,
/// so no value can add a header of its own.
/// </summary>
public static class SipMessageWriter
{
    /// <summary>A message is put together here and then copied in its length.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n");

    /// <summary>Writes one message with its body.</summary>
    public static void Write(SipMessage message, IBufferWriter<byte> output)
    {
        switch (message)
        {
            case SipRequest request:
                WriteText(output, request.Method.Name);
                output.Write(" "u8);
                WriteText(output, request.RequestUri.WithoutHeaders().ToString());
                output.Write(" SIP/2.0\r\n"u8);
                break;
            case SipResponse response:
                output.Write("SIP/2.0 "u8);
                WriteText(output, response.StatusCode.ToString(CultureInfo.InvariantCulture));
                output.Write(" "u8);
                WriteText(output, response.ReasonPhrase);
                output.Write("\r\n"u8);
                break;
        }

        for (var i = 0; i < message.Headers.Count; i++)
        {
            var header = message.Headers[i];
            if (string.Equals(header.Name, SipHeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            WriteText(output, header.Name);
            output.Write(": "u8);
            WriteText(output, header.Value);
            output.Write("\r\n"u8);
        }

        output.Write("Content-Length: "u8);
        WriteText(output, message.Body.Length.ToString(CultureInfo.InvariantCulture));
        output.Write("\r\n\r\n"u8);
        output.Write(message.Body.Span);
    }

    /// <summary>Writes one message into a new array.</summary>
    public static byte[] ToBytes(SipMessage message)
    {
        var output = _scratch ??= new ArrayBufferWriter<byte>(2048);
        output.ResetWrittenCount();
        Write(message, output);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteText(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (true)
        {
            var lineBreak = text.IndexOfAny(LineBreaks);
            Encoding.UTF8.GetBytes(lineBreak < 0 ? text : text[..lineBreak], output);
            if (lineBreak < 0)
            {
                return;
            }

            output.Write(" "u8);
            text = text[(lineBreak + 1)..];
        }
    }
}
