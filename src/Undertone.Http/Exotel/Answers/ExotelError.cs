using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Exotel.Transport;

namespace Undertone.Http.Exotel.Answers;

/// <summary>
/// An error of the dialect. The maker names the number <c>Code</c> at some endpoints and <c>Status</c> at others; both are given, the
/// documented one first, unless the settings want that one alone. The HTTP status is the same number.
/// </summary>
/// <param name="Number">The HTTP status.</param>
/// <param name="Message">What is wrong, for people; clients must not compare it.</param>
/// <param name="IsCode">True if the endpoint documents <c>Code</c>.</param>
internal sealed record ExotelError(int Number, string Message, bool IsCode = false) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc />
    int? IStatusCodeHttpResult.StatusCode => Number;

    /// <summary>The call is unknown, over, not begun yet, or another account's.</summary>
    public static ExotelError CallNotInProgress { get; } = new(StatusCodes.Status404NotFound, "Given CallSid is not in-progress", IsCode: true);

    /// <summary>The leg is unknown, over, or another call's.</summary>
    public static ExotelError NoSuchLeg { get; }
        = new(StatusCodes.Status404NotFound, "Given LegSid does not exist. Please check the LegSid passed", IsCode: true);

    /// <summary>There is no leg to hang up.</summary>
    public static ExotelError NothingToHangUp { get; } = new(StatusCodes.Status404NotFound, "Not Found", IsCode: true);

    /// <summary>There is no such call or interface.</summary>
    public static ExotelError NotFound { get; } = new(StatusCodes.Status404NotFound, "The requested resource was not found");

    /// <summary>The interface knows the path but not the method.</summary>
    public static ExotelError MethodNotAllowed { get; } = new(StatusCodes.Status405MethodNotAllowed, "Method not allowed");

    /// <summary>Something unforeseen.</summary>
    public static ExotelError Internal { get; } = new(StatusCodes.Status500InternalServerError, "Internal server error");

    /// <summary>The credentials are missing or wrong.</summary>
    public static ExotelError Unauthorized { get; } = new(StatusCodes.Status401Unauthorized, "Authentication failed. Please check your API key, API token and AccountSid");

    /// <summary>Out of lines.</summary>
    public static ExotelError Overloaded { get; } = new(StatusCodes.Status503ServiceUnavailable, "The server cannot take this call now; try again later");

    /// <summary>A parameter is missing or wrong.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="why">What is wrong, if there is more to say.</param>
    public static ExotelError Invalid(string name, string why = "")
        => new(StatusCodes.Status400BadRequest, $"Invalid parameter: {name} is missing or invalid{(why.Length > 0 ? $": {why}" : "")}");

    /// <summary>The account or its numbers may not do this.</summary>
    public static ExotelError Forbidden(string why) => new(StatusCodes.Status403Forbidden, why);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        bool isStrict = httpContext.RequestServices.GetRequiredService<ExotelOptions>().StrictErrors;
        var exception = new Fields { { IsCode ? "Code" : "Status", Number } };
        if (!isStrict)
        {
            exception.Add(IsCode ? "Status" : "Code", Number);
        }

        exception.Add("Message", Message);
        AnswerFormat usual = RequestContext.UsualFormat(httpContext);
        return new ExotelResult(Number, new Fields { { "RestException", exception } }, usual).ExecuteAsync(httpContext);
    }
}
