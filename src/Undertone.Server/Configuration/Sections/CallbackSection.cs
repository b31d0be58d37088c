using Undertone.Http.Shared.Callbacks;
using Undertone.Server.Configuration.Reading;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Callbacks</c>: where the requests that this server sends to others may go.</summary>
internal static class CallbackSection
{
    public static CallbackPolicy Read(SectionReader reader) => new()
    {
        Allowed = NetworkList.Read(reader, "AllowedNetworks"),
        Denied = NetworkList.Read(reader, "DeniedNetworks"),
    };
}
