using System.CommandLine;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Http.Shared.Logins;
using Undertone.Storage;
using Undertone.Supervision.Credentials;

namespace Undertone.Server.CommandLine;

/// <summary>
/// <c>blocked</c> lists the addresses that may not log in to an API any more, <c>unblock</c> lets one in again. They change the store and nothing
/// else, so that they work while the server runs and while it does not.
/// </summary>
internal static class BlockedCommands
{
    public static Command CreateList(ConfigurationArguments configuration)
    {
        var command = new Command("blocked", "Lists the addresses that are blocked from logging in to an API, newest first.");
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((arguments, cancellation) => WithStoreAsync(configuration, arguments, ListAsync, cancellation));
        return command;
    }

    public static Command CreateUnblock(ConfigurationArguments configuration)
    {
        var address = new Argument<string>("ADDRESS") { Description = "An IP address that the list shows, or any of a blocked IPv6 network." };
        address.Validators.Add(result =>
        {
            if (!IPAddress.TryParse(result.Tokens[0].Value, out _))
            {
                result.AddError($"{result.Tokens[0].Value} is no IP address.");
            }
        });
        var command = new Command("unblock", "Lets an address log in again; a running server follows within a second.") { address };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((arguments, cancellation) => WithStoreAsync(
            configuration, arguments, (store, output, token) => UnblockAsync(store, output, IPAddress.Parse(arguments.GetValue(address)!), token), cancellation));
        return command;
    }

    private static async Task<int> WithStoreAsync(
        ConfigurationArguments configuration,
        ParseResult arguments,
        Func<IBlockedAddressStore, TextWriter, CancellationToken, Task<int>> work,
        CancellationToken cancellation)
    {
        if (configuration.Load(arguments) is not { } loaded)
        {
            return ExitCodes.WrongConfiguration;
        }

        try
        {
            await using UndertoneStore store = await UndertoneStore.OpenAsync(
                loaded.Settings.Storage, TimeProvider.System, NullLogger<UndertoneStore>.Instance, mustExist: true, cancellation);
            return await work(store.BlockedAddresses, arguments.InvocationConfiguration.Output, cancellation);
        }
        catch (StorageException failure)
        {
            await arguments.InvocationConfiguration.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failure;
        }
    }

    private static async Task<int> ListAsync(IBlockedAddressStore store, TextWriter output, CancellationToken cancellation)
    {
        IReadOnlyList<BlockedAddress> blocked = await store.ReadAllAsync(cancellation);
        if (blocked.Count == 0)
        {
            await output.WriteLineAsync("No address is blocked.");
            return ExitCodes.Success;
        }

        await output.WriteLineAsync("SINCE (UTC)          API       ADDRESS");
        foreach (BlockedAddress one in blocked)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{one.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {one.Dialect,-8}  {one.Address}"));
        }

        return ExitCodes.Success;
    }

    private static async Task<int> UnblockAsync(IBlockedAddressStore store, TextWriter output, IPAddress address, CancellationToken cancellation)
    {
        string key = AddressBlocks.KeyOf(address);
        bool wasBlocked = await store.DeleteAsync(dialect: null, key, cancellation);
        await output.WriteLineAsync(wasBlocked ? $"{key} may log in again." : $"{key} is not blocked.");
        return wasBlocked ? ExitCodes.Success : ExitCodes.Failure;
    }
}
