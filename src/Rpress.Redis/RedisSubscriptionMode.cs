namespace Rpress;

/// <summary>Which channels a <see cref="RedisShardedAdapter"/> has: one for all, or more for rooms. All servers of a cluster have to be set alike.</summary>
public enum RedisSubscriptionMode
{
    /// <summary>A channel for each room beside that for all: a broadcast to one room goes to the servers that have it alone. Rooms of sockets' own have none.</summary>
    Dynamic,

    /// <summary>As <see cref="Dynamic"/>, and a channel for each socket's own room too: for applications that often send to single sockets.</summary>
    DynamicPrivate,

    /// <summary>One channel a namespace: all servers receive all that is sent.</summary>
    Static,
}
