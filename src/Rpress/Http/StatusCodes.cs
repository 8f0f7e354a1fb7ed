using System.Net;

namespace Rpress;

/// <summary>Which status codes a response may carry, and their names.</summary>
internal static class StatusCodes
{
    /// <summary>The connection leaves HTTP; in HTTP/2, which has no such status, 200 says so.</summary>
    public const int SwitchingProtocols = 101;

    /// <summary>The client has gone; nothing is sent. 499 is what nginx logs for it.</summary>
    public const int ClientClosedRequest = 499;

    public static int RequireError(int status) => status is >= 400 and <= 599
        ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, "An error carries a status from 400 to 599.");

    // RFC 9110 §15.2: 1xx answers are interim, so none of them can be a handler's response.
    public static int RequireFinal(int status) => status is >= 200 and <= 599
        ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, "A response carries a status from 200 to 599.");

    // RFC 9110 §15.3.5 and §15.4.5: these end with their header section. §15.3.6: 205 has no content either.
    public static bool ForbidsContent(int status) => status is 204 or 205 or 304;

    public static string NameOf(int status)
    {
        string name = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
        return name.Length > 0 ? name : ((HttpStatusCode)status).ToString();
    }
}
