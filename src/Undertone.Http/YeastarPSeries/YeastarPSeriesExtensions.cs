using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Logins;
using Undertone.Http.YeastarPSeries.Admission;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Calls;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Http.YeastarPSeries.Extensions;
using Undertone.Http.YeastarPSeries.StatusMonitoring;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Http.YeastarPSeries.Webhooks;
using Undertone.Supervision.Callbacks;

namespace Undertone.Http.YeastarPSeries;

/// <summary>Puts the P-Series dialect into a web application (docs/dialects/yeastar-p-series.md).</summary>
public static class YeastarPSeriesExtensions
{
    /// <summary>
    /// Registers the dialect's services. They expect <c>ICallEngine</c>, <c>ExtensionDirectory</c>, <c>ICredentialStore</c>,
    /// <c>IBlockedAddressStore</c>, <c>IWebhookStore</c>, <c>IOutbox</c>,
    /// <see cref="TimeProvider"/> and logging; and <see cref="HttpSharedExtensions.AddHttpShared"/>.
    /// </summary>
    public static IServiceCollection AddYeastarPSeries(this IServiceCollection services, YeastarPSeriesOptions options)
    {
        services.AddSingleton(options);
        services.AddLoginGate(YeastarPSeriesOptions.Dialect, options.Lockout, options.WaitingLogins);
        services.AddSingleton<PSeriesAdmission>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<EventTranslator>();
        services.AddSingleton<EventHub>();
        services.AddSingleton<WebhookDispatcher>();
        services.AddSingleton<ICallbackReporter>(provider => provider.GetRequiredService<WebhookDispatcher>());
        services.AddHostedService(provider => provider.GetRequiredService<WebhookDispatcher>());
        services.AddHostedService(provider => provider.GetRequiredService<EventHub>());
        services.AddSingleton<SubscriberGate>();
        return services;
    }

    /// <summary>Maps everything under <c>/openapi</c>. Needs <see cref="HttpSharedExtensions.UseHttpShared"/> before.</summary>
    public static IEndpointRouteBuilder MapYeastarPSeries(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/openapi/v1.0")
            .AddEndpointFilterFactory(FaultFilter.Answering(YeastarPSeriesOptions.Dialect, _ => PSeriesResult.Of(PSeriesCode.InternalServerError)))
            .AddEndpointFilter<RouteGroupBuilder, AdmissionFilter>();
        api.MapPost("get_token", GetToken.HandleAsync);
        api.MapPost("refresh_token", RefreshToken.HandleAsync);

        RouteGroupBuilder guarded = api.MapGroup("").AddEndpointFilter<RouteGroupBuilder, AccessTokenFilter>();
        guarded.MapGet("del_token", DeleteToken.Handle);
        guarded.MapGet("subscribe", Subscribe.HandleAsync);

        guarded.MapPost("call/listen", Listen.HandleAsync);
        guarded.MapGet("call/query", QueryCalls.Handle);
        guarded.MapPost("call/dial", Dial.HandleAsync);
        guarded.MapPost("call/hangup", HangUp.HandleAsync);
        guarded.MapPost("call/hold", Hold.HoldAsync);
        guarded.MapPost("call/unhold", Hold.ResumeAsync);
        guarded.MapPost("call/transfer", TransferCall.HandleAsync);

        guarded.MapGet("extension/list", ListExtensions.Handle);
        guarded.MapGet("extension/search", ListExtensions.HandleSearch);
        guarded.MapGet("extension/get", GetExtension.Handle);
        guarded.MapGet("extension/query", QueryExtensions.Handle);
        guarded.MapPost("extension/create", CreateExtension.HandleAsync);
        guarded.MapPost("extension/update", UpdateExtension.HandleAsync);
        guarded.MapGet("extension/delete", DeleteExtension.HandleAsync);

        guarded.MapGet("extension_status_monitor/list", ListStatusMonitor.Handle);
        guarded.MapPost("extension_status_monitor/update", UpdateStatusMonitor.HandleAsync);

        guarded.MapGet("webhook/query", WebhookEndpoints.Query);
        guarded.MapPost("webhook/update", WebhookEndpoints.UpdateAsync);

        app.Map("/openapi/{**path}", UnknownInterface.Handle).AddEndpointFilter<AdmissionFilter>();
        return app;
    }
}
