using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Rpress;

/// <summary>Evaluates the conditions of a GET or HEAD against what would be sent (RFC 9110 §13).</summary>
internal static class Preconditions
{
    /// <summary>The conditions in the order of RFC 9110 §13.2.2.</summary>
    /// <param name="headers">The request's fields.</param>
    /// <param name="entityTag">The strong tag of the selected representation, in its quotes.</param>
    /// <param name="lastModified">Its modification date, in whole seconds.</param>
    public static PreconditionResult Evaluate(IHeaderDictionary headers, string entityTag, DateTimeOffset lastModified)
    {
        if (headers.IfMatch is { Count: > 0 } match)
        {
            if (!EntityTags.ContainStrongly(match, entityTag))
            {
                return PreconditionResult.Failed;
            }
        }
        else if (TryReadDate(headers.IfUnmodifiedSince, out DateTimeOffset limit) && lastModified > limit)
        {
            return PreconditionResult.Failed;
        }

        // RFC 9110 §13.1.3: If-None-Match makes If-Modified-Since void.
        bool isKnown = headers.IfNoneMatch is { Count: > 0 } noneMatch
            ? EntityTags.ContainWeakly(noneMatch, entityTag)
            : TryReadDate(headers.IfModifiedSince, out DateTimeOffset date) && lastModified <= date;
        return isKnown ? PreconditionResult.NotModified : PreconditionResult.Proceed;
    }

    /// <summary>Whether <c>If-Range</c> lets a Range count (RFC 9110 §13.1.5): it is absent, or names exactly what would be sent.</summary>
    public static bool AllowRange(IHeaderDictionary headers, string entityTag, DateTimeOffset lastModified)
    {
        StringValues field = headers.IfRange;
        return field.Count == 0
            || (field.Count == 1 && field[0].AsSpan().Trim().SequenceEqual(entityTag))
            || (TryReadDate(field, out DateTimeOffset date) && date == lastModified);
    }

    // a date that is none, or one of several, is no condition
    private static bool TryReadDate(in StringValues field, out DateTimeOffset date)
    {
        date = default;
        return field.Count == 1 && HeaderUtilities.TryParseDate(field[0], out date);
    }
}
