using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Trunks;

namespace Undertone.Http.YeastarSSeries;

/// <summary><c>trunklist/query</c>: the trunks, in the order of the configuration.</summary>
internal static class TrunkList
{
    public static IResult Handle(ICallEngine engine) => SSeriesResult.Success(new Fields
    {
        {
            "trunklist", engine.Trunks.Select(trunk => new Fields
            {
                { "trunkname", trunk.Name }, { "status", WordOf(trunk.State) }, { "type", "SIP" },
            }).ToList()
        },
    });

    private static string WordOf(TrunkState state) => state switch
    {
        TrunkState.Idle => "Registered",
        TrunkState.Unmonitored => "Unmonitored",
        TrunkState.Registering => "Registering",
        TrunkState.Unknown => "Unknown",
        _ => "Failure",
    };
}
