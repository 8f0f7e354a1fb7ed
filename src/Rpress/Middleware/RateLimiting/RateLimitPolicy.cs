using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>A limit as it runs: a copy of its settings, made once, at start.</summary>
internal sealed class RateLimitPolicy
{
    private const int LongestKey = 256;

    // tells the address of a client without a key from a key that looks like an address
    private const string AddressPrefix = "address:";

    private readonly Func<RequestPayload, string?>? _key;
    private readonly StringValues _policyField;
    private readonly string _fieldStart;

    /// <summary>Makes a policy.</summary>
    /// <param name="limit">The settings.</param>
    /// <param name="group">The number of the route group that it is for; null for the application.</param>
    public RateLimitPolicy(RateLimit limit, int? group)
    {
        Limit = new(limit.Limit, limit.Window) { Name = NameOf(limit, group) };
        _key = limit.Key;
        _policyField = string.Create(CultureInfo.InvariantCulture, $"\"{Limit.Name}\";q={limit.Limit};w={Seconds(limit.Window)}");
        _fieldStart = $"\"{Limit.Name}\";r=";
    }

    public RateLimit Limit { get; }

    public static string NameOf(RateLimit limit, int? group) =>
        limit.Name ?? (group is null ? "default" : string.Create(CultureInfo.InvariantCulture, $"group-{group}"));

    /// <summary>Whole seconds, rounded up: who waits that long has not waited too short a time.</summary>
    public static long Seconds(TimeSpan time) => time <= TimeSpan.Zero ? 0 : ((time.Ticks - 1) / TimeSpan.TicksPerSecond) + 1;

    /// <summary>Whose request it is; of bounded length, as the keys are what a counter keeps.</summary>
    public string KeyOf(RequestPayload request)
    {
        if (_key is null)
        {
            return ClientKey.Of(request.RemoteAddress);
        }

        return _key(request) is not { } key ? AddressPrefix + ClientKey.Of(request.RemoteAddress)
            : key.Length > LongestKey || key.StartsWith(AddressPrefix, StringComparison.Ordinal) ? Hash(key)
            : key;
    }

    /// <summary>Tells the client its limit, and what is left of it: draft-ietf-httpapi-ratelimit-headers.</summary>
    public void WriteFields(IHeaderDictionary headers, RateLimitDecision decision)
    {
        headers["RateLimit-Policy"] = _policyField;
        headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"{_fieldStart}{Math.Max(decision.Remaining, 0)};t={Seconds(decision.ResetAfter)}");
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
