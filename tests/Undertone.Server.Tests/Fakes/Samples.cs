using Undertone.Server.Configuration.Settings;
using Undertone.Storage;
using Undertone.Supervision.Calls;

namespace Undertone.Server.Tests.Fakes;

internal static class Samples
{
    public static CallRecord Record(long sequence) => new()
    {
        Id = new CallId(1_650_094_666, sequence),
        Kind = CallKind.Internal,
        From = "2000",
        To = "2001",
        StartedAt = DateTimeOffset.UnixEpoch,
        AnsweredAt = DateTimeOffset.UnixEpoch.AddSeconds(2),
        EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(12),
        Disposition = CallDisposition.Answered,
    };

    public static ServerSettings Settings(TestFolder folder) => new()
    {
        Http = new HttpSettings { Urls = ["http://127.0.0.1:0"] },
        Sip = new SipSettings { Listen = ["udp://127.0.0.1:0"] },
        Storage = new StorageOptions { ConnectionString = $"Data Source={folder.File("undertone.db")}" },
        Logging = new LoggingSettings { Levels = new LoggingSettings().Levels.Add("Default", Microsoft.Extensions.Logging.LogLevel.None) },
        Extensions = [new ExtensionSeed { Number = "2000", Password = "sufficiently long" }, new ExtensionSeed { Number = "2001", Password = "sufficiently long" }],
        Apis = new ApiSettings { YeastarPSeries = new PSeriesSettings { Clients = [new ClientSeed("client", "secret")] } },
    };
}
