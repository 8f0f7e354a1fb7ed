using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <summary>How a <see cref="RedisEmitter"/> works.</summary>
public sealed class RedisEmitterOptions
{
    /// <summary>What all channels' names begin with; the servers have to use the same. Node calls it key.</summary>
    /// <value>Default <c>socket.io</c>; not empty.</value>
    public string KeyPrefix { get; set; } = "socket.io";

    /// <summary>How arguments are written as JSON.</summary>
    /// <value>Default null: as a server's are.</value>
    public JsonSerializerOptions? Json { get; set; }

    /// <summary>A source-generated context for the types of arguments; needed without reflection (trimming, native AOT).</summary>
    /// <value>Default null.</value>
    public IJsonTypeInfoResolver? JsonContext { get; set; }
}
