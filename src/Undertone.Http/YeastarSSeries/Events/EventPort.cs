using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Admission;
using Undertone.Http.Shared.Logins;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>
/// The TCP port on which clients of the second version fetch events: they log in with a few lines of text, get one line as the answer,
/// and then an event on each line, until they close.
/// </summary>
internal sealed partial class EventPort(
    EventHub hub,
    [FromKeyedServices(YeastarSSeriesOptions.Dialect)] LoginGate gate,
    [FromKeyedServices(YeastarSSeriesOptions.Dialect)] AllowedAddresses allowed,
    YeastarSSeriesOptions options,
    TimeProvider clock,
    ILogger<EventPort> logger) : BackgroundService
{
    private static readonly TimeSpan LoginPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _places = new(options.EventConnections);
    private TcpListener? _listener;

    /// <summary>Where it listens, with the port that was really taken; null if it is not open.</summary>
    public IPEndPoint? Endpoint => _listener?.LocalEndpoint as IPEndPoint;

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.EventPort is { } endpoint && options.IsEnabled)
        {
            _listener = new TcpListener(endpoint);
            try
            {
                _listener.Start();
            }
            catch (SocketException failure)
            {
                throw new IOException($"cannot listen on tcp://{endpoint} for S-Series events: {failure.Message}", failure);
            }

            await base.StartAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _listener?.Dispose();
        base.Dispose();
        _places.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<Task> running = [];
        try
        {
            while (true)
            {
                if (await AcceptAsync(stoppingToken) is not { } socket)
                {
                    continue;
                }

                running.RemoveWhere(task => task.IsCompleted);
                if (_places.Wait(0, CancellationToken.None))
                {
                    running.Add(ServeAsync(socket, stoppingToken));
                }
                else
                {
                    socket.Dispose();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }

        await Task.WhenAll(running);
    }

    /// <summary>The next connection; null if it could not be taken, for want of file descriptors for instance.</summary>
    private async Task<Socket?> AcceptAsync(CancellationToken stop)
    {
        try
        {
            return await _listener!.AcceptSocketAsync(stop);
        }
        catch (SocketException failure)
        {
            Log.NotAccepted(logger, failure.Message);
            await Task.Delay(PauseAfterFailure, clock, stop);
            return null;
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        IPAddress address = IPAddress.None;
        try
        {
            address = ClientAddress.Plain(((IPEndPoint)socket.RemoteEndPoint!).Address);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            (EventLogin? login, SSeriesCode code) = await LoginAsync(stream, address, ended.Token);
            if (login is null || code != SSeriesCode.Success)
            {
                await AnswerAsync(stream, code, ended.Token);
                return;
            }

            // Before the answer: a client that has read it misses nothing from then on.
            var subscriber = new EventSubscriber(EventLayout.Of(login.Version, new RequestDialect("v2", "")), options.EventQueue);
            hub.Add(subscriber);
            Log.Joined(logger, login.Username, address);
            try
            {
                await AnswerAsync(stream, code, ended.Token);
                await Task.WhenAny(SendAsync(stream, subscriber, ended.Token), WaitForCloseAsync(stream, ended.Token));
            }
            finally
            {
                hub.Remove(subscriber);
                await ended.CancelAsync();
            }

            Log.Left(logger, login.Username, address, subscriber.IsTooSlow ? "it was too slow" : "the connection ended");
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            Log.Broken(logger, address, failure.Message);
        }
        finally
        {
            socket.Dispose();
            _places.Release();
        }
    }

    private async Task<(EventLogin? Login, SSeriesCode Code)> LoginAsync(NetworkStream stream, IPAddress address, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(LoginPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        EventLogin? login = await EventLogin.ReadAsync(stream, either.Token);
        SSeriesCode code = login is null ? SSeriesCode.ParameterBlank
            : !allowed.Admit(address) ? SSeriesCode.AddressNotAllowed
            : await gate.LoginAsync(login.Username, DigestOf(login.Secret), address, either.Token) switch
            {
                LoginOutcome.Accepted => SSeriesCode.Success,
                LoginOutcome.Blocked => SSeriesCode.LockedOut,
                LoginOutcome.Overloaded => SSeriesCode.Internal,
                _ => SSeriesCode.WrongCredentials,
            };
        return (login, code);
    }

    private async Task AnswerAsync(NetworkStream stream, SSeriesCode code, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(WritePatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        await stream.WriteAsync((byte[])[.. SSeriesResult.Of(code).ToJson(), .. "\r\n"u8], either.Token);
    }

    private async Task SendAsync(NetworkStream stream, EventSubscriber subscriber, CancellationToken cancellation)
    {
        await foreach (byte[] line in subscriber.ReadAllAsync(cancellation))
        {
            using var patience = new CancellationTokenSource(WritePatience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            await stream.WriteAsync(line, either.Token);
        }
    }

    /// <summary>What clients say after the login means nothing; that they close does.</summary>
    private static async Task WaitForCloseAsync(NetworkStream stream, CancellationToken cancellation)
    {
        byte[] ignored = new byte[256];
        while (await stream.ReadAsync(ignored, cancellation) > 0)
        {
        }
    }

    /// <summary>The vendor's page wants the password in clear; clients that send the MD5 which all other logins want are served, too.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "MD5 is what the dialect prescribes.")]
    private static string DigestOf(string secret)
        => secret.Length == 32 && secret.All(char.IsAsciiHexDigit)
            ? secret.ToLowerInvariant()
            : Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(secret)));

    private static partial class Log
    {
        [LoggerMessage(EventIds.SSeriesSubscriberJoined, LogLevel.Information, "S-Series user {User} at {Address} fetches events over TCP")]
        public static partial void Joined(ILogger logger, string user, IPAddress address);

        [LoggerMessage(EventIds.SSeriesSubscriberLeft, LogLevel.Information, "S-Series user {User} at {Address} fetches no more events: {Reason}")]
        public static partial void Left(ILogger logger, string user, IPAddress address, string reason);

        [LoggerMessage(EventIds.SSeriesPortFailed, LogLevel.Warning, "The S-Series event port could not take a connection: {Reason}")]
        public static partial void NotAccepted(ILogger logger, string reason);

        [LoggerMessage(EventIds.SSeriesSubscriberBroken, LogLevel.Information, "S-Series event connection from {Address} broke: {Reason}")]
        public static partial void Broken(ILogger logger, IPAddress address, string reason);
    }
}
