using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Transport;

namespace Undertone.Http.Exotel.Numbers;

/// <summary>The account itself and its numbers, which integrations ask for to see whether their settings are right and whom they may call as.</summary>
internal static class AccountPages
{
    private const int PageSize = 50;

    /// <summary><c>GET Accounts/{sid}</c>.</summary>
    public static IResult Account(HttpContext http)
    {
        Account account = RequestContext.AccountOf(http);
        return ExotelResult.Success(new Fields
        {
            {
                "Account", new Fields
                {
                    { "Sid", account.Sid },
                    { "FriendlyName", account.Sid },
                    { "Status", "active" },
                    { "Type", "Full" },
                    { "Uri", $"/v1/Accounts/{account.Sid}" },
                }
            },
        });
    }

    /// <summary><c>GET IncomingPhoneNumbers</c> of the first version.</summary>
    public static IResult Numbers(HttpContext http)
    {
        Account account = RequestContext.AccountOf(http);
        IEnumerable<Fields> numbers = account.ExoPhones.Select(number => new Fields
        {
            { "Sid", number },
            { "AccountSid", account.Sid },
            { "PhoneNumber", number },
            { "FriendlyName", number },
            { "Uri", $"/v1/Accounts/{account.Sid}/IncomingPhoneNumbers/{number}" },
        });
        return ExotelResult.Success(new Fields { { "IncomingPhoneNumbers", new Members("IncomingPhoneNumber", [.. numbers], WrapsInJson: true) } });
    }

    /// <summary><c>GET IncomingPhoneNumbers</c> of the second version, in small letters.</summary>
    public static IResult NumbersV2(HttpContext http)
    {
        Account account = RequestContext.AccountOf(http);
        IEnumerable<Fields> numbers = account.ExoPhones.Select(number => new Fields
        {
            { "sid", number },
            { "phone_number", number },
            { "friendly_name", number },
            { "capabilities", new Fields { { "voice", true }, { "sms", false } } },
            { "country", "IN" },
            { "region", "" },
        });
        return new ExotelResult(
            StatusCodes.Status200OK,
            new Fields { { "page", 0 }, { "page_size", PageSize }, { "incoming_phone_numbers", new Members("incoming_phone_number", [.. numbers]) } },
            AnswerFormat.Json);
    }
}
