using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>The limits that hold for a request, in the order in which it is counted: one, or the application's and then the group's.</summary>
internal sealed class RateLimitSet(RateLimitPolicy first, RateLimitPolicy? second)
{
    private readonly StringValues _bothPolicies = second is null ? default : $"{first.PolicyField}, {second.PolicyField}";

    public RateLimitPolicy First { get; } = first;

    public RateLimitPolicy? Second { get; } = second;

    /// <summary>Makes the set for a route group.</summary>
    /// <param name="application">The application's limit; null if it has none.</param>
    /// <param name="limit">The group's.</param>
    /// <param name="group">The group's number.</param>
    public static RateLimitSet OfGroup(RateLimit? application, RateLimit limit, int group)
    {
        var own = new RateLimitPolicy(limit, group);

        // limits of one name share their counts, and a request is counted once
        return application is null || limit.ReplacesApplicationLimit || RateLimitPolicy.NameOf(application, group: null) == own.Limit.Name
            ? new(own, null)
            : new(new(application, group: null), own);
    }

    /// <summary>Whose request it is under <see cref="Second"/>, if it is that of <paramref name="firstKey"/> under <see cref="First"/>.</summary>
    public string SecondKeyOf(RequestPayload request, string firstKey) => Second!.HasKeysOf(First) ? firstKey : Second.KeyOf(request);

    /// <summary>Tells the client its limits, and what is left of them: draft-ietf-httpapi-ratelimit-headers. Where nothing was counted, nothing is told.</summary>
    public void WriteFields(IHeaderDictionary headers, RateLimitDecision? first, RateLimitDecision? second)
    {
        if (first is { } one && second is { } other)
        {
            // RFC 9651 §3.1: a list, in one line
            headers["RateLimit-Policy"] = _bothPolicies;
            headers["RateLimit"] = string.Create(
                CultureInfo.InvariantCulture,
                $"{First.FieldStart}{Remaining(one)};t={Seconds(one)}, {Second!.FieldStart}{Remaining(other)};t={Seconds(other)}");
        }
        else if ((first ?? second) is { } only)
        {
            RateLimitPolicy policy = first is null ? Second! : First;
            headers["RateLimit-Policy"] = policy.PolicyField;
            headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"{policy.FieldStart}{Remaining(only)};t={Seconds(only)}");
        }
    }

    private static int Remaining(RateLimitDecision decision) => Math.Max(decision.Remaining, 0);

    private static long Seconds(RateLimitDecision decision) => RateLimitPolicy.Seconds(decision.ResetAfter);
}
