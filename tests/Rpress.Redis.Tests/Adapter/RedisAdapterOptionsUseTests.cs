using Rpress.RedisKit;

namespace Rpress.Redis.Tests.Adapter;

/// <summary>What becomes of options that an application goes on with.</summary>
public sealed class RedisAdapterOptionsUseTests(GarnetFixture garnet) : RedisAdapterFixture(garnet), IClassFixture<GarnetFixture>
{
    private readonly RedisAdapterOptions _options = new();

    private protected override RedisAdapterOptions Options => _options;

    private protected override void Prepare(RpressIo io)
    {
        _options.KeyPrefix = "for-another-server";
        _options.RequestTimeout = TimeSpan.Zero;
    }

    [Fact]
    public async Task Options_ChangedAfterTheirUse_AreWhatTheyWere()
    {
        await Foreign.JoinAsync();

        Task<IReadOnlyList<RemoteSocket>> fetching = Io.FetchSocketsAsync();
        string request = await Foreign.ReadAsync("-request#/#");
        await Foreign.PublishAsync("-response#/#", $$"""{"requestId":"{{request[request.IndexOf("requestId", StringComparison.Ordinal)..].Split('"')[2]}}","sockets":[]}""");

        Assert.Empty(await fetching);
    }
}
