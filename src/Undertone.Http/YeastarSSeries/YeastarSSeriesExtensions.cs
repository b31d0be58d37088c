using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Admission;
using Undertone.Http.Shared.Logins;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Calls;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Http.YeastarSSeries.Extensions;
using Undertone.Http.YeastarSSeries.Monitoring;
using Undertone.Http.YeastarSSeries.Sessions;

namespace Undertone.Http.YeastarSSeries;

/// <summary>Puts the S-Series dialects, OpenVox among them, into a web application (docs/dialects/yeastar-s-series.md).</summary>
public static class YeastarSSeriesExtensions
{
    private const string V1 = "sSeriesV1";
    private const string V2 = "sSeriesV2";

    /// <summary>
    /// Registers the dialects' services. They expect <c>ICallEngine</c>, <c>ExtensionDirectory</c>, <c>ICredentialStore</c>,
    /// <c>IBlockedAddressStore</c>, <c>IEventTargetStore</c>, <see cref="TimeProvider"/> and logging; and <see cref="HttpSharedExtensions.AddHttpShared"/>.
    /// </summary>
    public static IServiceCollection AddYeastarSSeries(this IServiceCollection services, YeastarSSeriesOptions options)
    {
        const string dialect = YeastarSSeriesOptions.Dialect;
        services.AddSingleton(options);
        services.AddLoginGate(dialect, options.Lockout, options.WaitingLogins);
        services.AddKeyedSingleton(dialect, (provider, _)
            => new AllowedAddresses(dialect, options.AllowedNetworks, provider.GetRequiredService<ILogger<AllowedAddresses>>()));
        services.AddSingleton<SessionStore>();
        services.AddSingleton<MonitorRequest>();
        services.AddSingleton<EventReceivers>();
        services.AddSingleton(new ActionTranslator(options.SerialNumber));
        services.AddSingleton(new StatusTranslator(options.SerialNumber));
        services.AddSingleton<FactTranslator>();
        services.AddSingleton<EventHub>();
        services.AddSingleton<EventPort>();
        services.AddHostedService(provider => provider.GetRequiredService<EventHub>());
        services.AddHostedService(provider => provider.GetRequiredService<EventPort>());
        services.Configure<RouteOptions>(routes =>
        {
            routes.ConstraintMap[V1] = typeof(RequestDialect.V1Constraint);
            routes.ConstraintMap[V2] = typeof(RequestDialect.V2Constraint);
        });
        return services;
    }

    /// <summary>Maps everything under <c>/api</c>. Needs <see cref="HttpSharedExtensions.UseHttpShared"/> before.</summary>
    public static IEndpointRouteBuilder MapYeastarSSeries(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api")
            .AddEndpointFilterFactory(FaultFilter.Answering(YeastarSSeriesOptions.Dialect, _ => SSeriesResult.Of(SSeriesCode.Internal)))
            .AddEndpointFilter<RouteGroupBuilder, AdmissionFilter>()
            .AddEndpointFilter<RouteGroupBuilder, RequestLog>();
        RouteGroupBuilder v1 = MapSessions(api.MapGroup($"/{{version:{V1}}}"));
        RouteGroupBuilder v2 = MapSessions(api.MapGroup($"/{{version:{V2}}}"));
        MapV1(v1);
        MapV2(v2);
        api.Map("/{**path}", UnknownRequest.Handle);
        return app;
    }

    private static RouteGroupBuilder MapSessions(RouteGroupBuilder version)
    {
        version.MapPost("login", Login.HandleAsync);
        version.MapPost("token/refresh", RefreshToken.HandleAsync);
        RouteGroupBuilder guarded = version.MapGroup("").AddEndpointFilter<RouteGroupBuilder, TokenFilter>();
        guarded.MapPost("heartbeat", Heartbeat.HandleAsync);
        guarded.MapPost("logout", Logout.HandleAsync);
        guarded.MapPost("extension/query", QueryExtensions.HandleAsync);
        guarded.MapPost("extension/update", UpdateExtension.HandleAsync);
        guarded.MapPost("trunklist/query", TrunkList.Handle);

        // Settings are in force when they are stored: there is nothing left to apply.
        guarded.MapPost("apply", () => SSeriesResult.Success());
        return guarded;
    }

    private static void MapV1(RouteGroupBuilder v1)
    {
        v1.MapPost("extensionlist/query", QueryExtensions.List);
        v1.MapPost("extension/listen", MonitorExtension.ListenAsync);
        v1.MapPost("extension/whisper", MonitorExtension.WhisperAsync);
        v1.MapPost("extension/barge", MonitorExtension.BargeAsync);
        v1.MapPost("extension/hangup", ExtensionActions.HangUpAsync);
        v1.MapPost("extension/hold", ExtensionActions.HoldAsync);
        v1.MapPost("extension/unhold", ExtensionActions.ResumeAsync);
        v1.MapPost("extension/mute", ExtensionActions.MuteAsync);
        v1.MapPost("extension/unmute", ExtensionActions.UnmuteAsync);
        v1.MapPost("extension/dial_extension", Dial.ExtensionAsync);
        v1.MapPost("extension/dial_outbound", Dial.OutboundAsync);
        v1.MapPost("calltransfer", TransferCall.HandleAsync);
        MapTrunkCalls(v1, "inbound", new TrunkCalls(isInbound: true));
        MapTrunkCalls(v1, "outbound", new TrunkCalls(isInbound: false));
    }

    private static void MapTrunkCalls(RouteGroupBuilder v1, string name, TrunkCalls calls)
    {
        v1.MapPost($"{name}/query", calls.QueryAsync);
        v1.MapPost($"{name}/hangup", calls.HangUpAsync);
        v1.MapPost($"{name}/transfer_extension", calls.TransferToExtensionAsync);
        v1.MapPost($"{name}/transfer_outbound", calls.TransferOutsideAsync);
    }

    private static void MapV2(RouteGroupBuilder v2)
    {
        v2.MapPost("extension/list", QueryExtensions.List);
        v2.MapPost("extension/query_call", QueryCalls.OfExtensionsAsync);
        v2.MapPost("call/query", QueryCalls.HandleAsync);
        v2.MapPost("call/dial", Dial.CallAsync);
        v2.MapPost("call/listen", MonitorCall.HandleAsync);
        v2.MapPost("call/hangup", ChannelActions.HangUpAsync);
        v2.MapPost("call/hold", ChannelActions.HoldAsync);
        v2.MapPost("call/unhold", ChannelActions.ResumeAsync);
        v2.MapPost("call/mute", ChannelActions.MuteAsync);
        v2.MapPost("call/unmute", ChannelActions.UnmuteAsync);
        v2.MapPost("call/transfer", ChannelActions.TransferAsync);
        v2.MapPost("call/attended_transfer", ChannelActions.ConsultAsync);
        v2.MapPost("call/attended_transfer_operate", ChannelActions.EndConsultationAsync);
    }
}
