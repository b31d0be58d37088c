using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Server.CommandLine;
using Undertone.Server.Tests.Fakes;
using Undertone.Storage;
using Undertone.Supervision.Credentials;

namespace Undertone.Server.Tests.CommandLine;

public sealed class BlockedCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Blocked_lists_addresses_newest_first_or_says_that_there_is_none()
    {
        Assert.Equal(ExitCodes.Success, await RunAsync("blocked"));
        Assert.Equal("No address is blocked.\n", TakeOutput());

        await BlockAsync("192.0.2.7", "2001:db8::");
        Assert.Equal(ExitCodes.Success, await RunAsync("blocked"));
        Assert.Equal(
            """
            SINCE (UTC)          API       ADDRESS
            1970-01-01 00:00:02  p-series  2001:db8::
            1970-01-01 00:00:01  p-series  192.0.2.7

            """,
            TakeOutput());
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8::", "2001:db8::")]
    [InlineData("2001:db8:0:0:1::5", "2001:db8::")]
    public async Task Unblock_removes_the_block_of_an_address_or_of_its_network(string given, string key)
    {
        await BlockAsync("192.0.2.7", "2001:db8::");

        Assert.Equal(ExitCodes.Success, await RunAsync("unblock", given));

        Assert.Equal($"{key} may log in again.\n", TakeOutput());
        await using UndertoneStore store = await OpenAsync();
        Assert.DoesNotContain(await store.BlockedAddresses.ReadAllAsync(default), blocked => blocked.Address == key);
        Assert.Single(await store.BlockedAddresses.ReadAllAsync(default));
    }

    [Fact]
    public async Task Unblock_of_an_address_that_is_not_blocked_says_so_and_answers_with_1()
    {
        await BlockAsync("192.0.2.7");

        Assert.Equal(ExitCodes.Failure, await RunAsync("unblock", "192.0.2.8"));
        Assert.Equal("192.0.2.8 is not blocked.\n", TakeOutput());
    }

    [Theory]
    [InlineData("unblock", "pbx.example.com")]
    [InlineData("unblock")]
    public async Task Unblock_without_an_address_is_a_wrong_command_line(params string[] arguments)
    {
        Assert.Equal(ExitCodes.WrongConfiguration, await UndertoneCommandLine.RunAsync(arguments, _output, _error, CancellationToken.None));
        Assert.NotEmpty(_error.ToString());
    }

    private async Task<int> RunAsync(params string[] arguments)
    {
        await (await OpenAsync()).DisposeAsync();
        string file = _folder.Write("undertone.json", $$"""{ "Storage": { "ConnectionString": "{{Options.ConnectionString}}" } }""");
        return await UndertoneCommandLine.RunAsync([.. arguments, "--config", file], _output, _error, CancellationToken.None);
    }

    private async Task BlockAsync(params string[] addresses)
    {
        await using UndertoneStore store = await OpenAsync();
        int second = 1;
        foreach (string address in addresses)
        {
            await store.BlockedAddresses.SaveAsync(new BlockedAddress("p-series", address, DateTimeOffset.UnixEpoch.AddSeconds(second++)), 100, default);
        }
    }

    private string TakeOutput()
    {
        string text = _output.ToString();
        _output.GetStringBuilder().Clear();
        return text;
    }

    private StorageOptions Options => new() { ConnectionString = $"Data Source={_folder.File("undertone.db")}" };

    private Task<UndertoneStore> OpenAsync() => UndertoneStore.OpenAsync(Options, TimeProvider.System, NullLogger<UndertoneStore>.Instance);
}
