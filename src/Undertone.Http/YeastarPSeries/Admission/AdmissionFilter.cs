using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries.Admission;

/// <summary>Turns requests down that <see cref="PSeriesAdmission"/> does not let in, the handshake of the event socket among them.</summary>
internal sealed class AdmissionFilter(PSeriesAdmission admission) : IEndpointFilter
{
    /// <inheritdoc />
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => admission.RefusalOf(context.HttpContext) is { } refusal ? ValueTask.FromResult<object?>(PSeriesResult.Of(refusal)) : next(context);
}
