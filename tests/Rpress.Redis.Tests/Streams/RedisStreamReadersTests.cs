using Microsoft.Extensions.Logging.Abstractions;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Streams;

public sealed class RedisStreamReadersTests
{
    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Reader_ThatNobodyWaitsForAnyMore_LeavesNoConnection()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using TcpProxy network = TcpProxy.Start(int.Parse(redis.Address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));
        var readers = new RedisStreamReaders(RedisAddress.Parse($"127.0.0.1:{network.Port},connectTimeout=1000"), new());
        network.Hold(TcpDirection.ToClient);
        using var enough = new CancellationTokenSource();
        Task opening = readers.OpenAsync("stream", mayBeAway: true, NullLogger.Instance, enough.Token);
        await Eventually.TrueAsync(() => network.MadeConnections > 0, "a connection", _ample);

        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        network.Resume(TcpDirection.ToClient);

        await Eventually.TrueAsync(() => network.OpenConnections == 0, "the connections to be closed", _ample);
    }
}
