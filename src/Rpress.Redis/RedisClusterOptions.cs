using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What all adapters through Redis have to be told.</summary>
/// <remarks>Read where they are given: what is changed afterwards is for others.</remarks>
public abstract class RedisClusterOptions
{
    private protected RedisClusterOptions()
    {
    }

    /// <summary>What all channels' names begin with; all servers and emitters of a cluster use the same. Node calls it key, or channelPrefix.</summary>
    /// <value>Default <c>socket.io</c>; not empty.</value>
    public string KeyPrefix { get; set; } = "socket.io";

    /// <summary>How long the other servers' answers are waited for. Node calls it requestsTimeout.</summary>
    /// <value>Default 5 seconds; 1 millisecond to 1 day.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the server starts while Redis cannot be reached: for itself alone, until it can be.</summary>
    /// <value>Default false: the start fails.</value>
    public bool StartWithoutRedis { get; set; }

    /// <summary>The most bytes of messages that Redis has not taken yet; while it is too slow, or has stopped answering, further ones do not reach the other servers.</summary>
    /// <value>Default 64 MiB; 1 or more. A single message is always sent.</value>
    public long MaxPublishQueueSize { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most bytes of other servers' messages to a namespace that wait to be handled; while this server is too slow, further ones are dropped.</summary>
    /// <value>Default 64 MiB; 1 or more. A single message is always taken.</value>
    public long MaxReceiveQueueSize { get; set; } = 64 * 1024 * 1024;

    /// <summary>The options as they are now, checked; the defaults for null.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal static T Take<T>(T? options)
        where T : RedisClusterOptions, new()
    {
        var taken = (T)(options ?? new()).MemberwiseClone();
        taken.Validate(typeof(T).Name);
        return taken;
    }

    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    private protected virtual void Validate(string name)
    {
        RedisChannels.RequireKeyPrefix($"{name}.{nameof(KeyPrefix)}", KeyPrefix);
        SettingRange.RequireDuration($"{name}.{nameof(RequestTimeout)}", RequestTimeout);
        SettingRange.Require($"{name}.{nameof(MaxPublishQueueSize)}", MaxPublishQueueSize, 1);
        SettingRange.Require($"{name}.{nameof(MaxReceiveQueueSize)}", MaxReceiveQueueSize, 1);
    }
}
