using System.Net;
using Undertone.Sip;

namespace Undertone.Switch.Calls;

/// <summary>The address that session descriptions name.</summary>
internal static class MediaAddress
{
    /// <summary>The configured public address, else the local address that faces the device.</summary>
    public static IPAddress For(SwitchServices services, SipFlow flow)
    {
        string host = services.Options.PublicMediaAddress ?? services.Stack.LocalContact(null, flow).Host;
        return IPAddress.TryParse(host, out IPAddress? address) ? address : flow.Local.Address;
    }
}
