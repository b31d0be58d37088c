using Microsoft.Extensions.Logging;

namespace Undertone.Http.Shared.Callbacks;

/// <summary>Tries a callback until it succeeds or patience ends.</summary>
internal static partial class CallbackAttempts
{
    /// <summary>Delivers a callback.</summary>
    /// <param name="receiver">Whom the log names.</param>
    /// <param name="sender">Makes the attempts.</param>
    /// <param name="patience">How long and how often; asked anew for each attempt.</param>
    /// <param name="clock">Time.</param>
    /// <param name="logger">Logs.</param>
    /// <param name="write">Writes the callback for each attempt; null if nobody wants it any more.</param>
    /// <param name="stop">Ends it, with an exception.</param>
    /// <returns>What became of the last attempt; null if nobody wanted it any more.</returns>
    public static async Task<CallbackResult?> DeliverAsync(
        string receiver,
        ICallbackSender sender,
        Func<CallbackPatience> patience,
        TimeProvider clock,
        ILogger logger,
        Func<Callback?> write,
        CancellationToken stop)
    {
        for (int attempt = 1; ; attempt++)
        {
            if (await AttemptAsync(sender, patience().Timeout, write, stop) is not { } result)
            {
                return null;
            }

            if (result.Succeeded)
            {
                if (attempt > 1)
                {
                    Log.DeliveredLate(logger, receiver, attempt);
                }

                return result;
            }

            if (attempt > patience().Retries)
            {
                Log.GivenUp(logger, receiver, attempt, result.ToString());
                return result;
            }

            Log.Failed(logger, receiver, attempt, result.ToString());
            await Task.Delay(patience().PauseAfter(attempt), clock, stop);
        }
    }

    private static async Task<CallbackResult?> AttemptAsync(ICallbackSender sender, TimeSpan timeout, Func<Callback?> write, CancellationToken stop)
    {
        try
        {
            return write() is { } callback ? await sender.SendAsync(callback, timeout, stop) : null;
        }
#pragma warning disable CA1031 // A defect in one callback must not silence the receiver for good.
        catch (Exception failure) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new CallbackResult(0, $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.CallbackDeliveredLate, LogLevel.Information, "Callback to {Receiver} delivered at attempt {Attempt}")]
        public static partial void DeliveredLate(ILogger logger, string receiver, int attempt);

        [LoggerMessage(EventIds.CallbackFailed, LogLevel.Information, "Callback to {Receiver} failed at attempt {Attempt}: {Result}")]
        public static partial void Failed(ILogger logger, string receiver, int attempt, string result);

        [LoggerMessage(EventIds.CallbackGivenUp, LogLevel.Warning, "Callback to {Receiver} given up after {Attempts} attempt(s): {Result}")]
        public static partial void GivenUp(ILogger logger, string receiver, int attempts, string result);
    }
}
