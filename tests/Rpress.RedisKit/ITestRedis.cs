namespace Rpress.RedisKit;

/// <summary>A running Redis on a port of its own.</summary>
public interface ITestRedis : IAsyncDisposable
{
    /// <summary>Where it listens: <c>127.0.0.1:port</c>.</summary>
    string Address { get; }
}
