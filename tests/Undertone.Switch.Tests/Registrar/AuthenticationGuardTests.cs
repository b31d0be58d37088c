using System.Net;
using Undertone.Switch.Registrar;

namespace Undertone.Switch.Tests.Registrar;

public class AuthenticationGuardTests
{
    private static readonly IPAddress Attacker = IPAddress.Parse("127.0.0.66");
    private static readonly IPAddress Neighbour = IPAddress.Parse("127.0.0.67");
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void The_failure_that_fills_the_measure_locks_the_address_out_and_no_other()
    {
        AuthenticationGuard guard = Guard();

        Assert.False(guard.Fail(Attacker));
        Assert.False(guard.Fail(Attacker));
        Assert.True(guard.Fail(Attacker));
        Assert.True(guard.IsLockedOut(Attacker));
        Assert.False(guard.IsLockedOut(Neighbour));
    }

    [Fact]
    public void A_lockout_ends_by_itself()
    {
        AuthenticationGuard guard = Guard();
        FailTimes(guard, 3);
        _clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        Assert.False(guard.IsLockedOut(Attacker));
    }

    [Fact]
    public void Failures_that_are_far_apart_do_not_add_up()
    {
        AuthenticationGuard guard = Guard();
        FailTimes(guard, 2);
        _clock.Advance(TimeSpan.FromSeconds(61));
        FailTimes(guard, 2);

        Assert.False(guard.IsLockedOut(Attacker));
    }

    [Fact]
    public void A_success_clears_failures_but_lifts_no_lockout()
    {
        AuthenticationGuard guard = Guard();
        FailTimes(guard, 2);
        guard.Succeed(Attacker);
        FailTimes(guard, 2);
        Assert.False(guard.IsLockedOut(Attacker));

        FailTimes(guard, 1);
        guard.Succeed(Attacker);
        Assert.True(guard.IsLockedOut(Attacker));
    }

    [Fact]
    public void The_table_does_not_grow_without_bound()
    {
        var guard = new AuthenticationGuard(1, TimeSpan.FromMinutes(5), _clock, capacity: 2);
        guard.Fail(IPAddress.Parse("127.0.0.1"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        guard.Fail(IPAddress.Parse("127.0.0.2"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        guard.Fail(IPAddress.Parse("127.0.0.3"));

        Assert.False(guard.IsLockedOut(IPAddress.Parse("127.0.0.1")));
        Assert.True(guard.IsLockedOut(IPAddress.Parse("127.0.0.3")));
    }

    private AuthenticationGuard Guard() => new(3, TimeSpan.FromMinutes(5), _clock);

    private static void FailTimes(AuthenticationGuard guard, int times)
    {
        for (int i = 0; i < times; i++)
        {
            guard.Fail(Attacker);
        }
    }
}
