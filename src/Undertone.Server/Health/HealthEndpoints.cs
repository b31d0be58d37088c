using Undertone.Server.Metrics;

namespace Undertone.Server.Health;

/// <summary><c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c>, in plain text.</summary>
internal static class HealthEndpoints
{
    private const string PlainText = "text/plain; charset=utf-8";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", (RequestDelegate)(context => AnswerAsync(context, StatusCodes.Status200OK, "ok\n")));
        routes.MapGet("/readyz", (RequestDelegate)AnswerReadinessAsync);
        routes.MapGet("/metrics", (RequestDelegate)AnswerMetricsAsync);
    }

    private static async Task AnswerReadinessAsync(HttpContext context)
    {
        var readiness = (Readiness)context.RequestServices.GetService(typeof(Readiness))!;
        IReadOnlyList<ReadinessCheck> checks = await readiness.CheckAsync(context.RequestAborted);

        // The reason is for the log: it may name paths of this machine.
        string text = string.Concat(checks.Select(check => $"{check.Name}: {(check.IsGood ? "ok" : "failed")}\n"));
        await AnswerAsync(context, checks.All(check => check.IsGood) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, text);
    }

    private static Task AnswerMetricsAsync(HttpContext context)
    {
        var exporter = (PrometheusExporter)context.RequestServices.GetService(typeof(PrometheusExporter))!;
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(exporter.Write(), context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = PlainText;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
