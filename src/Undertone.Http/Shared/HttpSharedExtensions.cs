using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Callbacks;

namespace Undertone.Http.Shared;

/// <summary>What all dialects need from the web application.</summary>
public static class HttpSharedExtensions
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Registers the services that dialects share. Call it once, before the dialects are added.</summary>
    /// <param name="services">The services.</param>
    /// <param name="callbacks">Which addresses callbacks may reach; null for all but <see cref="CallbackPolicy.DeniedByDefault"/>.</param>
    public static IServiceCollection AddHttpShared(this IServiceCollection services, CallbackPolicy? callbacks = null)
    {
        services.AddRouting();
        services.AddSingleton(new CallbackConnector(callbacks ?? new CallbackPolicy()));
        services.AddSingleton<ICallbackSender, HttpCallbackSender>();

        // Two of the dialects carry their token in the query, which the framework's request log would print.
        services.Configure<LoggerFilterOptions>(options => options.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        services.AddWebSockets(options =>
        {
            // Pings keep quiet connections alive through middleboxes and find peers that have vanished.
            options.KeepAliveInterval = PingInterval;
            options.KeepAliveTimeout = PongTimeout;
        });
        return services;
    }

    /// <summary>
    /// Puts the shared middleware at the front: repeated slashes are collapsed, then routing, then WebSockets. Call it once,
    /// before other middleware that depends on routing and before the dialects are mapped.
    /// </summary>
    public static TApplication UseHttpShared<TApplication>(this TApplication app)
        where TApplication : IApplicationBuilder
    {
        app.Use(next => http => RepeatedSlashes.CollapseAsync(http, next));
        app.UseRouting();
        app.UseWebSockets();
        return app;
    }
}
