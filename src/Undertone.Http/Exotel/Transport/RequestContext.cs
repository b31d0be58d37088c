using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Shared;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Exotel.Transport;

/// <summary>What the filters have found out about a request.</summary>
internal static class RequestContext
{
    private static readonly object AccountKey = new();
    private static readonly object UserKey = new();
    private static readonly object FormatKey = new();

    /// <summary>Whose request it is.</summary>
    public static Account AccountOf(HttpContext http) => (Account)http.Items[AccountKey]!;

    /// <summary>Notes whose request it is.</summary>
    /// <param name="http">The request.</param>
    /// <param name="account">The account.</param>
    /// <param name="user">The user name that it came with.</param>
    public static void SetAccount(HttpContext http, Account account, string user) => (http.Items[AccountKey], http.Items[UserKey]) = (account, user);

    /// <summary>The user name that the request came with; a dash before it has proved right.</summary>
    public static string UserOf(HttpContext http) => http.Items[UserKey] as string ?? "-";

    /// <summary>Who asks, as the audit record names it; the token is no part of it.</summary>
    public static Requester RequesterOf(HttpContext http)
        => new(ExotelOptions.Dialect, UserOf(http), ClientAddress.TextOf(http));

    /// <summary>The form of answers where the request asks for none.</summary>
    public static AnswerFormat UsualFormat(HttpContext http) => http.Items[FormatKey] as AnswerFormat? ?? AnswerFormat.Xml;

    /// <summary>Notes the form of answers where the request asks for none.</summary>
    public static void SetUsualFormat(HttpContext http, AnswerFormat format) => http.Items[FormatKey] = format;
}
