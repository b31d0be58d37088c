using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Callbacks;
using Undertone.Http.Exotel.Calls;
using Undertone.Http.Exotel.Legs;
using Undertone.Http.Exotel.Numbers;
using Undertone.Http.Exotel.Transport;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Admission;
using Undertone.Http.Shared.Logins;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Callbacks;

namespace Undertone.Http.Exotel;

/// <summary>Puts the Exotel dialect into a web application (docs/dialects/exotel.md).</summary>
public static class ExotelExtensions
{
    private const string Account = "/{account}";
    private const string Numbers = $"{Account}/IncomingPhoneNumbers";
    private const string Calls = $"{Account}/Calls";
    private const string Call = $"{Calls}/{{call}}";

    /// <summary>What a path may end with: nothing, or the form of the answer.</summary>
    private static readonly string[] Forms = ["", ".{format:regex(^(?i)(json|xml)$)}"];

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Registers the dialect's services. They expect <c>ICallEngine</c>, <c>ExtensionDirectory</c>, <c>ICredentialStore</c>,
    /// <c>IBlockedAddressStore</c>, <c>IAccountStore</c>, <c>IOutbox</c>, <see cref="TimeProvider"/> and logging; and
    /// <see cref="HttpSharedExtensions.AddHttpShared"/>.
    /// </summary>
    public static IServiceCollection AddExotel(this IServiceCollection services, ExotelOptions options)
    {
        const string dialect = ExotelOptions.Dialect;
        services.AddSingleton(options);
        services.AddLoginGate(dialect, options.Lockout, options.WaitingLogins);
        services.AddKeyedSingleton(dialect, (provider, _)
            => new AllowedAddresses(dialect, options.AllowedNetworks, provider.GetRequiredService<ILogger<AllowedAddresses>>()));
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<RequestBudget>();
        services.AddSingleton<CallBook>();
        services.AddSingleton<LiveCall>();
        services.AddSingleton<Connect>();
        services.AddSingleton<ListCalls>();
        services.AddSingleton<CreateLeg>();
        services.AddSingleton<UpdateLeg>();
        services.AddSingleton<Ledger>();
        services.AddSingleton<CallbackDelivery>();
        services.AddSingleton<CallbackReporter>();
        services.AddSingleton<IAccountant>(provider => provider.GetRequiredService<CallbackReporter>());
        services.AddSingleton<ICallbackReporter>(provider => provider.GetRequiredService<CallbackReporter>());
        services.AddHostedService(provider => provider.GetRequiredService<CallbackDelivery>());
        return services;
    }

    /// <summary>Maps everything under <c>/v1/Accounts</c> and <c>/v2_beta/Accounts</c>. Needs <see cref="HttpSharedExtensions.UseHttpShared"/> before.</summary>
    public static IEndpointRouteBuilder MapExotel(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder v1 = Guarded(app, "/v1/Accounts", AnswerFormat.Xml);
        RouteGroupBuilder v2 = Guarded(app, "/v2_beta/Accounts", AnswerFormat.Json);
        foreach (string form in Forms)
        {
            MapV1(v1, form);
            v2.MapMethods($"{Numbers}{form}", Read, AccountPages.NumbersV2);
            v2.Map($"{Numbers}{form}", () => ExotelError.MethodNotAllowed);
        }

        v1.Map("/{account}/{**path}", () => ExotelError.NotFound);
        v2.Map("/{account}/{**path}", () => ExotelError.NotFound);
        return app;
    }

    private static void MapV1(RouteGroupBuilder v1, string form)
    {
        v1.MapMethods($"{Account}{form}", Read, AccountPages.Account);
        v1.MapMethods($"{Numbers}{form}", Read, AccountPages.Numbers);
        v1.MapMethods($"{Calls}{form}", Read, ListCalls.HandleAsync);
        v1.MapPost($"{Calls}/connect{form}", Connect.HandleAsync);
        v1.MapMethods($"{Call}{form}", Read, GetCall.HandleAsync);
        v1.MapMethods($"{Call}/ActiveLegs{form}", Read, ActiveLegs.Handle);
        v1.MapMethods($"{Call}/Legs{form}", Read, GetCall.LegsAsync);
        v1.MapPost($"{Call}/Legs{form}", CreateLeg.HandleAsync);
        v1.MapPut($"{Call}/Legs/{{leg}}{form}", UpdateLeg.HandleAsync);

        // Whatever method is left knows the path and not more.
        string[] paths = [Account, Numbers, Calls, $"{Calls}/connect", Call, $"{Call}/ActiveLegs", $"{Call}/Legs", $"{Call}/Legs/{{leg}}"];
        foreach (string path in paths)
        {
            v1.Map($"{path}{form}", () => ExotelError.MethodNotAllowed);
        }
    }

    private static RouteGroupBuilder Guarded(IEndpointRouteBuilder app, string prefix, AnswerFormat usual) => app.MapGroup(prefix)
        .AddEndpointFilter((context, next) =>
        {
            RequestContext.SetUsualFormat(context.HttpContext, usual);
            return next(context);
        })
        .AddEndpointFilterFactory(FaultFilter.Answering(ExotelOptions.Dialect, _ => ExotelError.Internal))
        .AddEndpointFilter<RouteGroupBuilder, RequestLog>()
        .AddEndpointFilter<RouteGroupBuilder, AuthenticationFilter>();
}
