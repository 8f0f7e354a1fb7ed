namespace Rpress;

/// <summary>How a <see cref="RedisShardedAdapter"/> works.</summary>
/// <inheritdoc/>
public sealed class RedisShardedAdapterOptions : RedisClusterOptions
{
    /// <summary>Which channels there are; all servers of a cluster have the same.</summary>
    /// <value>Default <see cref="RedisSubscriptionMode.Dynamic"/>, as in Node.</value>
    public RedisSubscriptionMode SubscriptionMode { get; set; }

    private protected override void Validate(string name)
    {
        base.Validate(name);
        if (!Enum.IsDefined(SubscriptionMode))
        {
            throw new ArgumentException($"{name}.{nameof(SubscriptionMode)} is {SubscriptionMode}, which there is not.");
        }
    }
}
