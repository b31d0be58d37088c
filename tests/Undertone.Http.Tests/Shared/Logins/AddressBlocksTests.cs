using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Http.Shared.Logins;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Credentials;

namespace Undertone.Http.Tests.Shared.Logins;

public sealed class AddressBlocksTests
{
    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.7");
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeBlockedAddressStore _store = new();

    [Fact]
    public async Task ABlock_SurvivesARestart()
    {
        using AddressBlocks before = Create(new LockoutPolicy { Failures = 2 });
        Assert.False(await before.AddFailureAsync(Guesser));
        Assert.False(await before.IsBlockedAsync(Guesser, default));
        Assert.True(await before.AddFailureAsync(Guesser));
        Assert.True(await before.IsBlockedAsync(Guesser, default));

        using AddressBlocks after = Create(new LockoutPolicy { Failures = 2 });

        Assert.True(await after.IsBlockedAsync(Guesser, default));
        Assert.False(await after.IsBlockedAsync(IPAddress.Parse("192.0.2.8"), default));
    }

    [Fact]
    public async Task ABlockRemovedFromTheStore_IsLiftedWithinASecond_AndItsFailuresAreForgotten()
    {
        using AddressBlocks blocks = Create(new LockoutPolicy { Failures = 2 });
        await blocks.AddFailureAsync(Guesser);
        await blocks.AddFailureAsync(Guesser);
        Assert.True(await blocks.IsBlockedAsync(Guesser, default));

        await _store.DeleteAsync(null, AddressBlocks.KeyOf(Guesser), default);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await blocks.IsBlockedAsync(Guesser, default));
        Assert.False(await blocks.AddFailureAsync(Guesser));
    }

    [Fact]
    public async Task TheStore_IsAskedAtMostOnceASecond_AndNotForAddressesThatAreNotBlocked()
    {
        using AddressBlocks blocks = Create(new LockoutPolicy { Failures = 1 });
        await blocks.AddFailureAsync(Guesser);
        for (int i = 0; i < 10; i++)
        {
            await blocks.IsBlockedAsync(Guesser, default);
        }

        Assert.Equal(1, _store.Reads);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await blocks.IsBlockedAsync(IPAddress.Loopback, default);
        Assert.Equal(1, _store.Reads);
        await blocks.IsBlockedAsync(Guesser, default);
        Assert.Equal(2, _store.Reads);
    }

    [Fact]
    public async Task ABlockWithADuration_EndsAfterIt_AlsoOverARestart()
    {
        var policy = new LockoutPolicy { Failures = 1, BlockDuration = TimeSpan.FromMinutes(10) };
        using AddressBlocks before = Create(policy);
        await before.AddFailureAsync(Guesser);
        _clock.Advance(TimeSpan.FromMinutes(9));

        using AddressBlocks after = Create(policy);
        Assert.True(await after.IsBlockedAsync(Guesser, default));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await after.IsBlockedAsync(Guesser, default));

        using AddressBlocks later = Create(policy);
        Assert.False(await later.IsBlockedAsync(Guesser, default));
        Assert.Empty(await _store.ReadAllAsync(default));
    }

    [Fact]
    public async Task AnIpv6Address_IsKeptAsItsNetwork()
    {
        using AddressBlocks blocks = Create(new LockoutPolicy { Failures = 1 });
        await blocks.AddFailureAsync(IPAddress.Parse("2001:db8:1:2:3::4"));

        Assert.True(await blocks.IsBlockedAsync(IPAddress.Parse("2001:db8:1:2::9"), default));
        Assert.Equal(new BlockedAddress("p-series", "2001:db8:1:2::", _clock.GetUtcNow()), Assert.Single(await _store.ReadAllAsync(default)));
    }

    private AddressBlocks Create(LockoutPolicy policy)
        => new("p-series", new AddressLockout(policy, _clock), policy, _store, _clock, NullLogger.Instance);
}
