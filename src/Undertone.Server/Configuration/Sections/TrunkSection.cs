using System.Collections.Immutable;
using System.Text;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Trunks</c>.</summary>
internal static class TrunkSection
{
    private const int LongestNameBytes = 80;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestProbeInterval = TimeSpan.FromSeconds(5);

    public static ImmutableArray<TrunkSettings> Read(SectionReader root, SipSettings sip)
    {
        var trunks = ImmutableArray.CreateBuilder<TrunkSettings>();
        List<(TrunkSettings Trunk, TrunkAddressText Address)> placed = [];
        foreach (SectionReader reader in root.Items("Trunks"))
        {
            TrunkSettings trunk = ReadTrunk(reader);
            if (trunk.Name.Length > 0 && trunks.Any(other => other.Name == trunk.Name))
            {
                reader.Reject(nameof(trunk.Name), "is used by another trunk");
            }

            if (trunk.Address.Length > 0 && CheckAddress(reader, trunk, sip) is { } address)
            {
                CheckPlace(reader, trunk, address, placed);
                placed.Add((trunk, address));
            }

            CheckAccount(reader, trunk);
            trunks.Add(trunk);
        }

        return trunks.ToImmutable();
    }

    private static TrunkSettings ReadTrunk(SectionReader reader)
    {
        var defaults = new TrunkSettings { Name = "", Address = "" };
        var trunk = new TrunkSettings
        {
            Name = reader.RequiredText(nameof(defaults.Name), "a name that routes can refer to"),
            Address = reader.RequiredText(nameof(defaults.Address), TrunkAddressText.Form),
            Username = reader.Text(nameof(defaults.Username)),
            Password = reader.Text(nameof(defaults.Password)),
            Register = reader.Flag(nameof(defaults.Register), fallback: false),
            CallerId = reader.Text(nameof(defaults.CallerId)),
            Timeout = reader.Duration(nameof(defaults.Timeout), defaults.Timeout, ShortestTimeout, LongestTimeout),
            Expires = reader.Duration(nameof(defaults.Expires), defaults.Expires, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)),
            ProbeInterval = reader.Duration(nameof(defaults.ProbeInterval), defaults.ProbeInterval, TimeSpan.Zero, TimeSpan.FromHours(1)),
        };
        if (Encoding.UTF8.GetByteCount(trunk.Name) > LongestNameBytes || trunk.Name.AsSpan().ContainsAny('"', '\\') || trunk.Name.Any(char.IsControl))
        {
            // Events of the S-Series carry it four times in 1,024 bytes.
            reader.Reject(nameof(trunk.Name), $"must have at most {LongestNameBytes} bytes in UTF-8, and no quotation mark, backslash or control character");
        }

        if (trunk.ProbeInterval > TimeSpan.Zero && trunk.ProbeInterval < ShortestProbeInterval)
        {
            reader.Reject(nameof(trunk.ProbeInterval), "must be 0s, for never, or at least 5s");
        }

        return trunk;
    }

    private static TrunkAddressText? CheckAddress(SectionReader reader, TrunkSettings trunk, SipSettings sip)
    {
        if (!TrunkAddressText.TryParse(trunk.Address, out TrunkAddressText? address))
        {
            reader.Reject(nameof(trunk.Address), $"must be {TrunkAddressText.Form}");
            return null;
        }

        if (!sip.Listen.Any(listen => listen.StartsWith($"{address.Transport}://", StringComparison.OrdinalIgnoreCase)))
        {
            reader.Reject(nameof(trunk.Address), $"needs a {address.Transport}:// address in Sip:Listen");
        }

        return address;
    }

    // Two accounts at one carrier are told apart by the account that a call is sent to.
    private static void CheckPlace(
        SectionReader reader, TrunkSettings trunk, TrunkAddressText address, List<(TrunkSettings Trunk, TrunkAddressText Address)> placed)
    {
        foreach ((TrunkSettings other, TrunkAddressText place) in placed)
        {
            if (place.IsSamePlace(address) && (trunk.Username.Length == 0 || trunk.Username == other.Username))
            {
                reader.Reject(
                    nameof(trunk.Address), $"is the address of trunk {other.Name} too; without a Username of its own, calls from it could not be told from that one's");
                return;
            }
        }
    }

    private static void CheckAccount(SectionReader reader, TrunkSettings trunk)
    {
        if (trunk.Register && trunk.Username.Length == 0)
        {
            reader.Reject(nameof(trunk.Username), "must not be empty when Register is true");
        }

        if (trunk.Password.Length > 0 && trunk.Username.Length == 0)
        {
            reader.Warn(nameof(trunk.Password), "is of no use without a Username");
        }

        if (trunk.CallerId.Length > 63 || trunk.CallerId.Any(character => character is <= ' ' or > '~'))
        {
            reader.Reject(nameof(trunk.CallerId), "must be empty, or a number of at most 63 characters without blanks");
        }
    }
}
