using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Shared.Admission;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries;

/// <summary>Turns down whoever may not use the dialect, everybody while it is switched off, and every method but POST.</summary>
internal sealed class AdmissionFilter(
    [FromKeyedServices(YeastarSSeriesOptions.Dialect)] AllowedAddresses allowed, YeastarSSeriesOptions options) : IEndpointFilter
{
    /// <inheritdoc />
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        SSeriesCode? refusal = !allowed.Admit(http) ? SSeriesCode.AddressNotAllowed
            : !options.IsEnabled ? SSeriesCode.ServiceNotRunning
            : !HttpMethods.IsPost(http.Request.Method) ? SSeriesCode.OnlyPost
            : null;
        return refusal is null ? next(context) : ValueTask.FromResult<object?>(SSeriesResult.Of(refusal));
    }
}
