using Microsoft.Extensions.Logging.Abstractions;

namespace Rpress.AotCheck;

/// <summary>Two servers on one Redis, an emitter and a shared rate limit, with types that only the context knows.</summary>
internal static class RedisChecks
{
    // another run on the same Redis is none of this one's business
    private static readonly string _prefix = $"aot-{Guid.NewGuid():N}";

    public static async Task<List<string>> RunAsync(string redis, CancellationToken deadline)
    {
        var failures = new List<string>();
        await using RedisRateLimiter limiter = await RedisRateLimiter.ConnectAsync(redis, new() { KeyPrefix = _prefix }, deadline);
        var limit = new RateLimit(1, TimeSpan.FromMinutes(1)) { Name = "aot" };
        Require("a request within the limit", true, (await limiter.AcquireAsync(limit, "a", deadline)).IsAllowed);
        Require("a request beyond it", false, (await limiter.AcquireAsync(limit, "a", deadline)).IsAllowed);

        await using RedisEmitter emitter = await RedisEmitter.ConnectAsync(redis, new() { KeyPrefix = _prefix, JsonContext = AotJson.Default }, deadline);
        Func<RpressIo, RpressIo>[] adapters =
        [
            io => io.UseRedis(redis, new() { KeyPrefix = _prefix }),
            io => io.UseRedisSharded(redis, new() { KeyPrefix = _prefix }),
            io => io.UseRedisStreams(redis, new() { KeyPrefix = _prefix, StreamName = _prefix }),
        ];
        foreach ((int number, Func<RpressIo, RpressIo> use) in adapters.Index())
        {
            failures.AddRange(await CheckAsync(use, number == 0 ? emitter : null, deadline));
        }

        return failures;

        void Require<T>(string what, T expected, T actual) => failures.AddRange(Compare(what, expected, actual));
    }

    private static async Task<List<string>> CheckAsync(Func<RpressIo, RpressIo> use, RedisEmitter? emitter, CancellationToken deadline)
    {
        var failures = new List<string>();
        RpressIo one = CreateIo(use, "one");
        RpressIo other = CreateIo(use, "other");
        await using RpressApp oneApp = await StartAsync(one, deadline);
        await using RpressApp otherApp = await StartAsync(other, deadline);
        await using var client = new SocketIoClient(otherApp.Endpoints[0].Url, new() { JsonContext = AotJson.Default });
        var heard = new TaskCompletionSource<Item>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.On("question", (Item item) => item with { Id = item.Id + 1 });
        client.On("emitted", (Item item) => heard.TrySetResult(item));
        await client.ConnectAsync(deadline);

        List<Item>? answers = await one.Timeout(TimeSpan.FromSeconds(30)).EmitWithAckAsync<List<Item>>("question", new Item(1, "tea", [])).WaitAsync(deadline);
        Require("an ack of another server's client", "2", string.Join(",", (answers ?? []).Select(item => item.Id)));
        IReadOnlyList<RemoteSocket> sockets = await one.FetchSocketsAsync().WaitAsync(deadline);
        Require("data of another server's socket", "other", string.Join(",", sockets.Select(socket => socket.Data.Get<Item>("item")?.Name)));
        List<Item>? servers = await one.ServerSide.EmitWithAckAsync<List<Item>>("who", new Item(5, "asked", [])).WaitAsync(deadline);
        Require("an event between servers", "6 other", string.Join(",", (servers ?? []).Select(item => $"{item.Id} {item.Name}")));

        if (emitter is not null)
        {
            await emitter.EmitAsync("emitted", new Item(7, "emitter", ["hot"]));
            Require("an event of an emitter", "emitter", (await heard.Task.WaitAsync(deadline)).Name);
        }

        return failures;

        void Require<T>(string what, T expected, T actual) => failures.AddRange(Compare($"{one.Of("/").Adapter.GetType().Name}: {what}", expected, actual));
    }

    private static IEnumerable<string> Compare<T>(string what, T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? [] : [$"Redis, {what}: expected '{expected}', got '{actual}'."];

    private static RpressIo CreateIo(Func<RpressIo, RpressIo> use, string name)
    {
        RpressIo io = use(new());
        io.OnConnection(socket => socket.Data["item"] = new Item(1, name, []));
        io.ServerSide.On("who", (Item asked) => new Item(asked.Id + 1, name, []));
        return io;
    }

    private static async Task<RpressApp> StartAsync(RpressIo io, CancellationToken deadline)
    {
        var app = new RpressApp(new RpressOptions { JsonContext = AotJson.Default, LoggerFactory = NullLoggerFactory.Instance });
        app.AttachSocketIo(io).AddEndpoint("127.0.0.1:0");
        await app.StartAsync(deadline);
        return app;
    }
}
