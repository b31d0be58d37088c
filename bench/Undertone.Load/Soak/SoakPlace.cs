using Undertone.Load.Runs;
using Undertone.Load.Sip;

namespace Undertone.Load.Soak;

/// <summary>
/// Three phones that call each other again and again, and one of them supervises: everything at random, but the same for the same seed as
/// far as the server's times allow. Half of the calls are supervised; in one of twenty a phone loses its network.
/// </summary>
internal sealed class SoakPlace(LoadSession session, int number, SoakCounts counts)
{
    private const double ShareSupervised = 0.5;
    private const double ShareVanishing = 0.05;
    private const double ShareSupervisorLeaves = 0.5;
    private static readonly string[] Modes = ["listen", "whisper", "barge"];
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestCall = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan RingPatience = TimeSpan.FromSeconds(10);

    /// <summary>Somebody who vanished is called again when the server has noticed.</summary>
    private static readonly TimeSpan AfterVanishing = TimeSpan.FromSeconds(12);

    private readonly Random _random = new(HashCode.Combine(session.Options.Seed, number));
    private readonly LoadPhone _customer = session.PhoneOf(number * 3);
    private readonly LoadPhone _agent = session.PhoneOf((number * 3) + 1);
    private readonly LoadPhone _supervisor = session.PhoneOf((number * 3) + 2);
    private readonly List<LoadLeg> _legs = [];

    /// <summary>Makes calls until a moment.</summary>
    /// <param name="until">No call begins after it, and none lasts longer.</param>
    /// <param name="vanishUntil">No phone vanishes after it.</param>
    public async Task RunAsync(DateTimeOffset until, DateTimeOffset vanishUntil)
    {
        while (DateTimeOffset.UtcNow < until)
        {
            await Task.Delay(_random.NextDouble() * LongestPause);
            await CallAsync(until, mayVanish: DateTimeOffset.UtcNow < vanishUntil);
            _legs.Clear();
        }
    }

    private async Task CallAsync(DateTimeOffset until, bool mayVanish)
    {
        var customer = Open(_customer, 0);
        var agent = Open(_agent, 1);
        _agent.Expected = agent;
        try
        {
            await customer.CallAsync(_agent.Number);
            counts.Call();
        }
        catch (CallRefusedException)
        {
            counts.CallRefused();
            _agent.Expected = null;
            agent.Abandon();
            return;
        }

        if (_random.NextDouble() < ShareSupervised)
        {
            await SuperviseAsync();
        }

        await TalkAsync(until);
        if (mayVanish && _random.NextDouble() < ShareVanishing)
        {
            await VanishAsync();
        }
        else
        {
            await (_random.NextDouble() < 0.5 ? customer : agent).HangUpAsync();
        }

        await Task.WhenAll(_legs.Select(leg => leg.Ended)).WaitAsync(RingPatience);
    }

    private async Task SuperviseAsync()
    {
        var leg = Open(_supervisor, 2);
        _supervisor.Expected = leg;
        if (!await ListenAsync() || !await IsAnsweredAsync(leg))
        {
            counts.MonitorRefused();
            _supervisor.Expected = null;
            leg.Abandon();
            return;
        }

        counts.Monitor();
        for (var switches = _random.Next(4); switches > 0; switches--)
        {
            await Task.Delay(_random.NextDouble() * LongestPause);
            if (await ListenAsync())
            {
                counts.Switch();
            }
        }

        if (_random.NextDouble() < ShareSupervisorLeaves)
        {
            await leg.HangUpAsync();
        }
    }

    private async Task<bool> ListenAsync()
        => await session.Api!.ChannelOfAsync(_agent.Number, CancellationToken.None) is { } channel
            && await session.Api.ListenAsync(_supervisor.Number, channel, Modes[_random.Next(Modes.Length)], CancellationToken.None) == 0;

    private static async Task<bool> IsAnsweredAsync(LoadLeg leg)
    {
        try
        {
            await leg.Answered.WaitAsync(RingPatience);
            return true;
        }
        catch (Exception failure) when (failure is TimeoutException or CallRefusedException)
        {
            return false;
        }
    }

    private Task TalkAsync(DateTimeOffset until)
    {
        var length = ShortestCall + (_random.NextDouble() * session.Options.Hold * 2);
        var left = until - DateTimeOffset.UtcNow;
        return Task.Delay(length < left ? length : left > ShortestCall ? left : ShortestCall);
    }

    /// <summary>One phone of the call is gone without a word; the server finds out and ends the call for the others.</summary>
    private async Task VanishAsync()
    {
        counts.Vanish();
        _legs[_random.Next(_legs.Count)].Vanish();
        await Task.WhenAny(Task.WhenAll(_legs.Select(leg => leg.Ended)), Task.Delay(AfterVanishing));
        foreach (var leg in _legs)
        {
            await leg.HangUpAsync();
        }
    }

    private LoadLeg Open(LoadPhone phone, int mouth)
    {
        var leg = session.OpenLeg(phone, number, mouth);
        _legs.Add(leg);
        return leg;
    }
}
