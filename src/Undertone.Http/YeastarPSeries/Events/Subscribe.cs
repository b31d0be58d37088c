using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Tokens;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary><c>GET subscribe</c>: upgrades to a WebSocket. The token counts at the handshake only; its end does not cut the connection.</summary>
internal static partial class Subscribe
{
    public static async Task<IResult> HandleAsync(
        HttpContext http,
        EventHub hub,
        SubscriberGate gate,
        YeastarPSeriesOptions options,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        ILogger<SubscriberSession> logger)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return PSeriesResult.Of(PSeriesCode.Failure);
        }

        if (!gate.TryEnter())
        {
            return PSeriesResult.Of(PSeriesCode.MaxLimitationExceeded);
        }

        try
        {
            ApiClient client = ApiClient.Of(http);
            using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
            var subscriber = new Subscriber(options.SubscriberQueueFrames);
            using var session = new SubscriberSession(socket, subscriber, options, clock);
            Log.Joined(logger, client.Id, client.Address);
            hub.Add(subscriber);
            SubscriberEnd end;
            try
            {
                end = await session.RunAsync(lifetime.ApplicationStopping);
            }
            finally
            {
                hub.Remove(subscriber);
            }

            if (end is SubscriberEnd.TooSlow)
            {
                Log.TooSlow(logger, client.Id, client.Address, options.SubscriberQueueFrames);
            }

            Log.Left(logger, client.Id, client.Address, end);
            return Results.Empty;
        }
        finally
        {
            gate.Leave();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesSubscriberJoined, LogLevel.Information, "P-Series client {Client} at {Address} opened an event socket")]
        public static partial void Joined(ILogger logger, string client, string address);

        [LoggerMessage(EventIds.PSeriesSubscriberLeft, LogLevel.Information, "P-Series event socket of client {Client} at {Address} ended: {End}")]
        public static partial void Left(ILogger logger, string client, string address, SubscriberEnd end);

        [LoggerMessage(EventIds.PSeriesSubscriberTooSlow, LogLevel.Warning,
            "P-Series client {Client} at {Address} does not read its events: {Frames} were waiting, so its socket is cut")]
        public static partial void TooSlow(ILogger logger, string client, string address, int frames);
    }
}
