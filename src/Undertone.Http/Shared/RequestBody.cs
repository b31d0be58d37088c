using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Undertone.Http.Shared;

/// <summary>How reading a request body went.</summary>
internal enum RequestBodyResult
{
    /// <summary>All of it was read.</summary>
    Complete,

    /// <summary>It is longer than the limit; the rest was not read.</summary>
    TooLarge,

    /// <summary>It broke off or was not framed as HTTP prescribes.</summary>
    Broken,
}

/// <summary>Reads a request body into memory, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body. A length that is announced above <paramref name="limitBytes"/> is believed: nothing is read then.</summary>
    public static async ValueTask<(RequestBodyResult Result, byte[] Body)> ReadAsync(HttpRequest request, int limitBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > limitBytes)
        {
            return (RequestBodyResult.TooLarge, []);
        }

        PipeReader reader = request.BodyReader;
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(cancellation);
                ReadOnlySequence<byte> buffer = read.Buffer;
                if (buffer.Length > limitBytes)
                {
                    reader.AdvanceTo(buffer.End);
                    return (RequestBodyResult.TooLarge, []);
                }

                if (read.IsCompleted)
                {
                    byte[] body = buffer.ToArray();
                    reader.AdvanceTo(buffer.End);
                    return (RequestBodyResult.Complete, body);
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        catch (BadHttpRequestException problem)
        {
            return (problem.StatusCode == StatusCodes.Status413PayloadTooLarge ? RequestBodyResult.TooLarge : RequestBodyResult.Broken, []);
        }
    }
}
