using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Undertone.Http.Shared.Callbacks;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>
/// Sends the events of one receiver as the original does: a connection for each, head and body in one write. The vendor's own client
/// never answers, so silence is no failure; and a receiver that is known to be silent is not waited for, or its events would queue up.
/// </summary>
/// <param name="connector">Connects.</param>
/// <param name="clock">Time.</param>
/// <param name="delivered">Called when an event was delivered.</param>
internal sealed class EventSender(CallbackConnector connector, TimeProvider clock, Action delivered) : ICallbackSender, IDisposable
{
    private const int Ok = 200;
    private const int MostUnanswered = 64;

    private static readonly TimeSpan PatienceWithSilence = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private int _unanswered;
    private volatile bool _isSilent;

    /// <inheritdoc />
    public async Task<CallbackResult> SendAsync(Callback callback, TimeSpan timeout, CancellationToken cancellation)
    {
        Socket? socket = null;
        try
        {
            using var patience = new CancellationTokenSource(timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            socket = await connector.ConnectAsync(callback.Url.DnsSafeHost, callback.Url.Port, either.Token);
            await socket.SendAsync(EventRequest.Bytes(callback), either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            socket?.Dispose();
            return new CallbackResult(0, string.Create(CultureInfo.InvariantCulture, $"no connection within {timeout.TotalSeconds:0.#} s"));
        }
        catch (Exception failure) when (failure is SocketException or HttpRequestException)
        {
            socket?.Dispose();
            return new CallbackResult(0, failure.Message);
        }
        catch
        {
            socket?.Dispose();
            throw;
        }

        Task<int> reply = ReadStatusAsync(socket);
        int status = _isSilent && Volatile.Read(ref _unanswered) < MostUnanswered ? Ok : await reply.WaitAsync(cancellation);
        if (status is >= 200 and < 300)
        {
            delivered();
        }

        return new CallbackResult(status, "");
    }

    /// <summary>Stops waiting for answers.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>The status of the answer; 200 if there is none that can be read.</summary>
    private async Task<int> ReadStatusAsync(Socket socket)
    {
        Interlocked.Increment(ref _unanswered);
        using (socket)
        {
            try
            {
                using var patience = new CancellationTokenSource(PatienceWithSilence, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
                byte[] head = new byte[32];
                int read = 0;
                while (read < head.Length && !head.AsSpan(0, read).Contains((byte)'\n'))
                {
                    int more = await socket.ReceiveAsync(head.AsMemory(read), either.Token);
                    if (more == 0)
                    {
                        break;
                    }

                    read += more;
                }

                _isSilent = read == 0;
                return StatusOf(Encoding.ASCII.GetString(head, 0, read));
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                _isSilent = true;
                return Ok;
            }
            finally
            {
                Interlocked.Decrement(ref _unanswered);
            }
        }
    }

    private static int StatusOf(string line)
        => line.StartsWith("HTTP/", StringComparison.Ordinal)
            && line.Split(' ') is [_, { Length: >= 3 } status, ..]
            && int.TryParse(status.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : Ok;
}
