using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Trunks;

namespace Undertone.Switch.Trunks;

/// <summary>
/// Does what the <see cref="TrunkMachine"/> of one trunk wants: sends, looks up its address, keeps the clock, and tells of every change.
/// Safe for any thread.
/// </summary>
internal sealed partial class TrunkAgent(Trunk trunk, string domain, SipStack stack, EngineEventFeed events, TimeProvider clock, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _callId = SipIds.NewCallId(domain);
    private TrunkProgress _progress = TrunkMachine.Begin(trunk.Options);
    private ITimer? _timer;
    private uint _sequence;

    /// <summary>The trunk.</summary>
    public Trunk Trunk { get; } = trunk;

    /// <summary>Begins; the address of a trunk that is given by number is known when this returns.</summary>
    public void Start() => _ = StepAsync(new TrunkInput.Started());

    /// <summary>Ends the registration, and waits until that is answered or the trunk's time-out is over.</summary>
    public Task StopAsync() => StepAsync(new TrunkInput.Stopped());

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _progress = _progress with { IsStopped = true };
            _timer?.Dispose();
        }
    }

    private async Task StepAsync(TrunkInput? input)
    {
        try
        {
            while (input is not null)
            {
                input = await DoAsync(Next(input));
            }
        }
#pragma warning disable CA1031 // A defect in the handling of one answer must not end the process; the trunk is seen to be down.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.Failed(logger, Trunk.Name, failure);
        }
    }

    private TrunkAction Next(TrunkInput input)
    {
        lock (_gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            TrunkStep step = TrunkMachine.Next(Trunk.Options, _progress, input, now, Random.Shared.NextDouble());
            _progress = step.Next;
            _timer?.Dispose();
            _timer = step.WakeAt is { } at
                ? clock.CreateTimer(_ => _ = StepAsync(new TrunkInput.TimeCame()), null, at - now, Timeout.InfiniteTimeSpan)
                : null;
            Tell(input, step.WakeAt is { } next ? next - now : TimeSpan.Zero);
            return step.Action;
        }
    }

    // Under the lock, so that two changes cannot overtake each other in the feed.
    private void Tell(TrunkInput input, TimeSpan untilNext)
    {
        var status = new TrunkStatus(Trunk.Name, _progress.State, Trunk.Ways is [var way, ..] ? way.Remote.Address.ToString() : "");
        TrunkStatus before = Trunk.Status;
        if (_progress.IsStopped)
        {
            return;
        }

        Trunk.Status = status;
        if (input is TrunkInput.Refused refused && status.IsDown)
        {
            Log.Refused(logger, Trunk.Name, status.Address, refused.Status, untilNext);
        }
        else if (status.State == before.State)
        {
            return;
        }
        else if (status.State is TrunkState.Unreachable)
        {
            Log.Unreachable(logger, Trunk.Name, Trunk.Options.Address.ToString(), untilNext);
        }
        else if (input is TrunkInput.Registered registered)
        {
            Log.Registered(logger, Trunk.Name, status.Address, registered.Granted);
        }
        else if (input is TrunkInput.Answered)
        {
            Log.Reachable(logger, Trunk.Name, status.Address);
        }

        if (status.State != before.State)
        {
            events.Publish(new TrunkStateChanged(clock.GetUtcNow(), status.Name, status.State, status.Address));
        }
    }

    private async Task<TrunkInput?> DoAsync(TrunkAction action)
    {
        if (action is TrunkAction.None)
        {
            return null;
        }

        if (action is not TrunkAction.Unregister)
        {
            await LocateAsync();
        }

        if (action is TrunkAction.Locate)
        {
            return null;
        }

        if (Trunk.Ways is not [var way, ..])
        {
            return new TrunkInput.Silent();
        }

        if (action is TrunkAction.Probe)
        {
            return TrunkMessages.ReadProbe(await AskAsync(way, TrunkMessages.Options(Trunk.Options, domain, SipIds.NewCallId(domain), ++_sequence)));
        }

        TimeSpan expires = action is TrunkAction.Register ? _progress.Expires : TimeSpan.Zero;
        SipUri contact = stack.LocalContact(Trunk.Options.Username, way);
        SipResponse? answer = await AskAsync(way, TrunkMessages.Register(Trunk.Options, contact, _callId, ++_sequence, expires));
        return TrunkMessages.ReadRegistration(answer, contact, expires);
    }

    private async Task<SipResponse?> AskAsync(SipFlow way, SipRequest request)
    {
        (SipResponse? answer, _sequence) = await TrunkRequest.AskAsync(stack, clock, Trunk, way, request);
        return answer;
    }

    // A name that cannot be looked up for a while does not make an address wrong that was right before.
    private async ValueTask LocateAsync()
    {
        ImmutableArray<SipFlow> found = await stack.ResolveAllAsync(Trunk.Options.Address, CancellationToken.None);
        ImmutableArray<SipFlow> ways = [.. found.Where(way => !way.Remote.Equals(way.Local))];
        if (ways.Length < found.Length)
        {
            Log.LeadsHere(logger, Trunk.Name, Trunk.Options.Address.ToString());
        }

        if (!ways.IsEmpty)
        {
            Trunk.Ways = ways;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3501, LogLevel.Information, "Trunk {Trunk}: registered at {Address} for {Time}")]
        public static partial void Registered(ILogger logger, string trunk, string address, TimeSpan time);

        [LoggerMessage(3502, LogLevel.Information, "Trunk {Trunk}: {Address} answers")]
        public static partial void Reachable(ILogger logger, string trunk, string address);

        [LoggerMessage(3503, LogLevel.Warning, "Trunk {Trunk}: {Address} refused the registration with {Status}; tried again in {Pause}")]
        public static partial void Refused(ILogger logger, string trunk, string address, int status, TimeSpan pause);

        [LoggerMessage(3504, LogLevel.Warning, "Trunk {Trunk}: {Address} cannot be reached; tried again in {Pause}")]
        public static partial void Unreachable(ILogger logger, string trunk, string address, TimeSpan pause);

        [LoggerMessage(3505, LogLevel.Error, "Trunk {Trunk}: {Address} is an address of this server itself; calls do not go there")]
        public static partial void LeadsHere(ILogger logger, string trunk, string address);

        [LoggerMessage(3506, LogLevel.Error, "Trunk {Trunk}: a step failed; the trunk stays as it is")]
        public static partial void Failed(ILogger logger, string trunk, Exception failure);
    }
}
