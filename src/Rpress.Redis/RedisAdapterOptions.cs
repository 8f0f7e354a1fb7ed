namespace Rpress;

/// <summary>How a <see cref="RedisAdapter"/> works.</summary>
/// <inheritdoc/>
public sealed class RedisAdapterOptions : RedisClusterOptions
{
    /// <summary>Whether answers go to the server that asked alone, instead of to all. Node calls it publishOnSpecificResponseChannel.</summary>
    /// <value>Default false, as in Node. Either way all servers understand each other.</value>
    public bool UseSpecificResponseChannel { get; set; }
}
