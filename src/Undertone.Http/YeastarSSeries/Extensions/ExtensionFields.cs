using System.Globalization;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Calls;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarSSeries.Extensions;

/// <summary>Shows extensions in the vendor's fields. Passwords are never shown; voicemail and forwarding are always off, since there are none.</summary>
internal static class ExtensionFields
{
    /// <summary>Phones that an extension may have at once.</summary>
    public const int MostRegistrations = 5;

    private const string On = "on";
    private const string Off = "off";

    /// <summary>The word for what an extension is doing.</summary>
    public static string StatusOf(ICallEngine engine, string number) => engine.StatusOf(number).State switch
    {
        ExtensionState.Unavailable => "Unavailable",
        ExtensionState.Ringing => "Ringing",
        ExtensionState.Busy => "Busy",
        ExtensionState.Hold => "Hold",
        _ => "Registered",
    };

    /// <summary>An entry of a list.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="engine">Knows what it is doing.</param>
    /// <param name="isV2">The second version calls the number <c>number</c>.</param>
    public static Fields ListItem(Extension extension, ICallEngine engine, bool isV2) => new()
    {
        { isV2 ? "number" : "extnumber", extension.Number },
        { "status", StatusOf(engine, extension.Number) },
        { "type", "SIP" },
        { "username", extension.Name },
        { "agentid", "" },
    };

    /// <summary>An extension with its settings and, in the first version, whom it talks with.</summary>
    public static Fields Detail(Extension extension, ICallEngine engine, YeastarSSeriesOptions options, bool isV2)
    {
        Fields fields = new Fields
        {
            { isV2 ? "number" : "extnumber", extension.Number },
            { "username", extension.Name },
            { "status", StatusOf(engine, extension.Number) },
            { "type", "SIP" },
        }.Append(Settings(extension, options, isV2));
        if (!isV2 && ExtensionCall.TryFind(engine, extension.Number, out CallSnapshot call, out LegSnapshot leg) && call.OtherThan(leg.Id) is { State: not LegState.Ended } other)
        {
            AddOtherParty(fields, call, other);
        }

        return fields;
    }

    /// <summary>How many phones may be registered; the most that there can be for an extension without a limit of its own.</summary>
    public static int RegistrationsOf(Extension extension)
        => extension.ConcurrentRegistrations > 0 ? extension.ConcurrentRegistrations : MostRegistrations;

    /// <summary>The settings, as they can be read and written.</summary>
    public static Fields Settings(Extension extension, YeastarSSeriesOptions options, bool isV2)
    {
        var fields = new Fields
        {
            { "callerid", extension.CallerId.Length > 0 ? extension.CallerId : extension.Number },
            { "registername", extension.DigestUser },
            { "registerpassword", "" },
            { "maxregistrations", RegistrationsOf(extension).ToString(CultureInfo.InvariantCulture) },
            { "loginpassword", "" },
            { "email", extension.Email },
            { "moblie", extension.MobileNumber },
        };
        if (isV2)
        {
            fields.Add("mobile", extension.MobileNumber);
        }

        fields.Add("language", "System Default");
        fields.Add("hasvoicemail", Off);
        if (isV2)
        {
            fields.Add("hasvoiceemail", Off);
        }

        fields.Append(new Fields
        {
            { "enablevmtoemail", Off },
            { "vmsecret", "" },
            { "alwaysforward", Off },
            { "noanswerforward", Off },
            { "ntransferto", "" },
            { "ntransferprefix", "" },
        });
        if (isV2)
        {
            fields.Add("ntransfernum", "");
        }

        fields.Append(new Fields { { "busyforward", Off }, { "btransferto", "" }, { "btransferprefix", "" } });
        if (isV2)
        {
            fields.Add("btransfernum", "");
        }

        return fields.Append(new Fields
        {
            { "ringsimultaneous", Off },
            { "mobileprefix", "" },
            { "enablemobile", Off },
            { "allowbeingmonitored", MonitorSettings.TextOf(extension.AllowBeingMonitored) },
            { "monitormode", MonitorSettings.TextOf(extension.MonitorRight) },
            { "ringtimeout", ((int)options.RingTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture) },
            { "maxduration", "Follow System" },
            { "dnd", extension.Presence is PresenceStatus.DoNotDisturb ? On : Off },
            { "callrestriction", Off },
            { "agentid", "" },
        });
    }

    private static void AddOtherParty(Fields fields, CallSnapshot call, LegSnapshot other)
    {
        var party = CallParty.Of(call, other);
        switch (party.Kind)
        {
            case CallPartyKind.Inbound:
                fields.Add("inbound", PartyFields.TrunkOfV1(party, call.Id.ToString()));
                break;
            case CallPartyKind.Outbound:
                // The vendor's table spells the id without its t, its other pages with it.
                Fields outbound = PartyFields.TrunkOfV1(party, call.Id.ToString());
                outbound.Add("ouboundid", call.Id.ToString());
                fields.Add("outbound", outbound);
                break;
            default:
                fields.Add("ext", new Fields { { "extid", party.Number } });
                break;
        }
    }
}
