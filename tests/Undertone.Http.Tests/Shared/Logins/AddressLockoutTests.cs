using System.Net;
using Undertone.Http.Shared.Logins;

namespace Undertone.Http.Tests.Shared.Logins;

public sealed class AddressLockoutTests
{
    private static readonly IPAddress A = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress B = IPAddress.Parse("192.0.2.2");

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void TheFifthFailure_Blocks()
    {
        AddressLockout lockout = new(new LockoutPolicy(), _clock);

        bool[] blocks = [.. Enumerable.Range(0, 5).Select(_ => lockout.AddFailure(A))];

        Assert.Equal([false, false, false, false, true], blocks);
        Assert.True(lockout.IsBlocked(A));
        Assert.False(lockout.IsBlocked(B));
    }

    [Fact]
    public void ABlockWithADuration_Ends()
    {
        AddressLockout lockout = new(new LockoutPolicy { Failures = 1, BlockDuration = TimeSpan.FromMinutes(10) }, _clock);
        lockout.AddFailure(A);

        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.True(lockout.IsBlocked(A));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(lockout.IsBlocked(A));
        Assert.Empty(lockout.Blocked);
    }

    [Fact]
    public void FailuresFarApart_DoNotAddUp()
    {
        AddressLockout lockout = new(new LockoutPolicy { Failures = 2, FailureMemory = TimeSpan.FromHours(1) }, _clock);
        lockout.AddFailure(A);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.False(lockout.AddFailure(A));
        Assert.True(lockout.AddFailure(A));
    }

    [Fact]
    public void TheTableIsBounded_AndABlockOutlastsAFloodOfSingleFailures()
    {
        AddressLockout lockout = new(new LockoutPolicy { Failures = 2, RememberedAddresses = 10 }, _clock);
        lockout.AddFailure(A);
        lockout.AddFailure(A);
        for (int i = 0; i < 100; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            lockout.AddFailure(new IPAddress([10, 0, 0, (byte)i]));
        }

        Assert.True(lockout.IsBlocked(A));
        Assert.False(lockout.AddFailure(new IPAddress([10, 0, 0, 0])));
    }

    [Fact]
    public void Ipv6Addresses_CountByTheirNetwork_AndMappedOnesAsIpv4()
    {
        AddressLockout lockout = new(new LockoutPolicy { Failures = 2 }, _clock);
        lockout.AddFailure(IPAddress.Parse("2001:db8::1"));

        Assert.True(lockout.AddFailure(IPAddress.Parse("2001:db8::2")));
        Assert.True(lockout.IsBlocked(IPAddress.Parse("2001:db8::3")));
        Assert.False(lockout.IsBlocked(IPAddress.Parse("2001:db8:0:1::1")));

        lockout.AddFailure(A);
        Assert.True(lockout.AddFailure(A.MapToIPv6()));
        Assert.True(lockout.IsBlocked(A));
        Assert.True(lockout.Unblock(A.MapToIPv6()));
        Assert.False(lockout.IsBlocked(A));
    }
}
