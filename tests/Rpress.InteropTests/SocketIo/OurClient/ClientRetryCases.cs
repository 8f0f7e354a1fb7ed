using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Events that our client sends again until they are acked.</summary>
public abstract class ClientRetryCases : ClientCases
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(7);

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Events_AnsweredTheThirdTime_AreSentThreeTimesAndInOrder(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var watcher = await WatchAsync(server);

        var clock = new CountingTimeProvider();
        await using var client = await ClientProbe.ConnectAsync(
            server.Address, mode, options => (options.Retries, options.AckTimeout, options.TimeProvider) = (3, _patience, clock));
        await client.SettleAsync();

        var answers = new[] { "a", "b" }.Select(key => client.CallAsync<int>("third-time", key)).ToArray();
        var noted = client.CallAllAsync("note", "after them");
        foreach (var (key, answer) in new[] { "a", "b" }.Zip(answers))
        {
            await TriesReachAsync(watcher, key, 1, clock);
            await TriesReachAsync(watcher, key, 2, clock);
            Assert.Equal(3, await answer);
        }

        await noted;
        Assert.Equal([("a", 3), ("b", 3)], (await TriesAsync(watcher)).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(["after them"], await watcher.CallAsync<string[]>("notes"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Event_ThatIsNeverAnswered_FailsAfterItsLastTryAndTheNextGoesOut(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var watcher = await WatchAsync(server);
        await using var client = await ClientProbe.ConnectAsync(
            server.Address, mode, options => (options.Retries, options.AckTimeout) = (2, TimeSpan.FromMilliseconds(300)));
        await client.SettleAsync();

        var never = client.Socket.EmitWithAckAsync<int>("never", "a", TestContext.Current.CancellationToken);
        await client.EmitAsync("note", "next");
        await Assert.ThrowsAsync<TimeoutException>(() => never.InTimeAsync("that it is given up"));

        await Eventually.TrueAsync(async () => (await watcher.CallAsync<string[]>("notes")).Length > 0, "that the next event goes out");
        Assert.Equal(3, (await TriesAsync(watcher))["a"]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Event_WhoseConnectionIsCut_IsSentAgainByTheNext(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var watcher = await WatchAsync(server);
        await using var client = await ClientProbe.ConnectAsync(
            proxy.Through(server.Address), mode, options => (options.Retries, options.AckTimeout) = (5, TimeSpan.FromMinutes(10)));

        var answer = client.CallAsync<int>("third-time", "a");
        for (var tries = 1; tries <= 2; tries++)
        {
            await client.SettleAsync();
            await Eventually.TrueAsync(async () => (await TriesAsync(watcher)).GetValueOrDefault("a") == tries, $"try {tries}");
            await BreakAsync(proxy, client);
            await client.Connects.NextAsync();
        }

        Assert.Equal(3, await answer);
        Assert.Equal(3, (await TriesAsync(watcher))["a"]);
    }

    [Fact]
    public async Task Events_BeforeTheConnection_AreSentOneAfterTheOther()
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(
            server.Address, ClientMode.WebSocket, options => (options.Retries, options.AckTimeout) = (3, TimeSpan.FromSeconds(15)));
        var emitted = Enumerable.Range(0, 10).Select(i => client.CallAllAsync("note", i)).ToArray();

        await client.ConnectAsync();
        await Task.WhenAll(emitted);

        Assert.Equal(Enumerable.Range(0, 10), await client.CallAsync<int[]>("notes"));
    }

    /// <summary>Waits until an event was tried so often, and lets the time for its ack pass.</summary>
    private static async Task TriesReachAsync(ClientProbe watcher, string key, int count, CountingTimeProvider clock)
    {
        await Eventually.TrueAsync(async () => (await TriesAsync(watcher)).GetValueOrDefault(key) == count, $"try {count} of {key}");
        await clock.TimerAsync(_patience);
        Assert.Empty(await watcher.CallAsync<string[]>("notes"));
        clock.Advance(_patience);
    }

    private static Task<Dictionary<string, int>> TriesAsync(ClientProbe watcher) => watcher.CallAsync<Dictionary<string, int>>("tries");
}
