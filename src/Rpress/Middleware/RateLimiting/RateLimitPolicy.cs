using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rpress;

/// <summary>A limit as it runs: a copy of its settings, made once, at start.</summary>
internal sealed class RateLimitPolicy
{
    private const int LongestKey = 256;

    // tells the address of a client without a key from a key that looks like an address
    private const string AddressPrefix = "address:";

    private readonly Func<RequestPayload, string?>? _key;

    /// <summary>Makes a policy.</summary>
    /// <param name="limit">The settings.</param>
    /// <param name="group">The number of the route group that it is for; null for the application.</param>
    public RateLimitPolicy(RateLimit limit, int? group)
    {
        Limit = new(limit.Limit, limit.Window) { Name = NameOf(limit, group) };
        _key = limit.Key;
        PolicyField = string.Create(CultureInfo.InvariantCulture, $"\"{Limit.Name}\";q={limit.Limit};w={Seconds(limit.Window)}");
        FieldStart = $"\"{Limit.Name}\";r=";
    }

    public RateLimit Limit { get; }

    /// <summary>What the <c>RateLimit-Policy</c> field says of it.</summary>
    public string PolicyField { get; }

    /// <summary>What the <c>RateLimit</c> field says of it, up to the number of requests that remain.</summary>
    public string FieldStart { get; }

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

    /// <summary>Whether each request has the same key under both.</summary>
    public bool HasKeysOf(RateLimitPolicy other) => ReferenceEquals(_key, other._key);

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
