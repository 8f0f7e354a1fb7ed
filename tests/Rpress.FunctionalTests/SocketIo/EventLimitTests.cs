using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>What a client may make the server hold: below, at and above each limit.</summary>
public sealed class EventLimitTests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task QueuedEvents_UpToTheLimit_AreHandled(int waiting, bool isEnded)
    {
        await RunAsync(new SocketIoConfig { MaxQueuedEvents = 3 }, [.. Enumerable.Repeat("""42["next"]""", waiting)], isEnded);
    }

    [Theory]
    [InlineData(39, false)]
    [InlineData(40, false)]
    [InlineData(41, true)]
    public async Task QueuedEvents_UpToTheSize_AreHandled(int size, bool isEnded)
    {
        // ["next","..."] is 11 bytes and the text
        string[] events = [$"""42["next","{new string('x', 9)}"]""", $"""42["next","{new string('x', size - 20 - 11)}"]"""];
        await RunAsync(new SocketIoConfig { MaxQueuedEventSize = 40 }, events, isEnded);
    }

    [Fact]
    public Task QueuedEvent_AboveTheSizeAlone_IsHandled() =>
        RunAsync(new SocketIoConfig { MaxQueuedEventSize = 10 }, [$"""42["next","{new string('x', 100)}"]"""], isEnded: false);

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Attachments_AboveTheLimit_EndTheConnection(int attachments, bool isEnded)
    {
        await using var server = await SocketIoServer.StartAsync(
            socket => socket.On("a", args => socket.EmitAsync("count", args.Count)), new SocketIoConfig { MaxAttachments = 2 });
        SocketIoWire client = await server.JoinAsync();

        string placeholders = string.Join(',', Enumerable.Range(0, attachments).Select(i => "{\"_placeholder\":true,\"num\":" + i + "}"));
        await client.SendAsync($"45{attachments}-[\"a\",{placeholders}]");
        for (int i = 0; i < attachments && !isEnded; i++)
        {
            await client.SendBinaryAsync(1);
        }

        if (isEnded)
        {
            Assert.Empty(await client.ReadToEndAsync());
        }
        else
        {
            Assert.Equal("""42["count",2]""", await client.ReadAsync());
        }
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public async Task Json_DeeperThanAllowed_EndsTheConnection(int depth, bool isEnded)
    {
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("a", () => 1), new SocketIoConfig { MaxJsonDepth = 5 });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("420[\"a\"," + new string('[', depth) + new string(']', depth) + "]");

        Assert.Equal(isEnded ? [] : ["430[1]"], isEnded ? await client.ReadToEndAsync() : await client.ReadAsync(1));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Rooms_UpToTheLimit_AreJoined(int rooms, bool isJoined)
    {
        await using var server = await SocketIoServer.StartAsync(_ => { }, new SocketIoConfig { MaxRooms = 3 });
        await server.JoinAsync();
        RpressSocket socket = server.Io.Sockets.Single();

        Exception? error = await Record.ExceptionAsync(() => socket.JoinAsync([.. Enumerable.Range(0, rooms).Select(i => $"room {i}")]));

        Assert.Equal(isJoined, error is null);
        Assert.Equal(isJoined ? rooms + 1 : 1, socket.Rooms.Count);
        Assert.True(isJoined || error is InvalidOperationException);
    }

    [Theory]
    [InlineData(nameof(SocketIoConfig.EventConcurrency))]
    [InlineData(nameof(SocketIoConfig.MaxQueuedEvents))]
    [InlineData(nameof(SocketIoConfig.MaxJsonDepth))]
    [InlineData(nameof(SocketIoConfig.MaxNamespaces))]
    [InlineData(nameof(SocketIoConfig.MaxPendingAcks))]
    public void Setting_OutOfRange_IsNamedAtTheCall(string name)
    {
        var config = new SocketIoConfig();
        typeof(SocketIoConfig).GetProperty(name)!.SetValue(config, 0);

        Assert.Contains($"SocketIoConfig.{name} is 0", Assert.Throws<ArgumentException>(() => new RpressIo(config: config)).Message, StringComparison.Ordinal);
    }

    // the first event holds its handler, so that the others wait; an ack from the client says that all have been read
    private static async Task RunAsync(SocketIoConfig config, string[] events, bool isEnded)
    {
        var (begun, release, left) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource<DisconnectReason>());
        int handled = 0;
        await using var server = await SocketIoServer.StartAsync(
            socket =>
            {
                socket.OnDisconnect(left.SetResult);
                socket.On("first", () =>
                {
                    begun.SetResult();
                    return release.Task;
                });
                socket.On("next", () => socket.EmitAsync("handled", ++handled));
            },
            config);
        SocketIoWire client = await server.JoinAsync();
        await client.SendAsync("""42["first"]""");
        await begun.Task;
        Task read = isEnded ? left.Task : server.Io.Sockets.Single().EmitWithAckAsync<int>("fence");
        foreach (string packet in events)
        {
            await client.SendAsync(packet);
        }

        if (!isEnded)
        {
            Assert.Equal("""420["fence"]""", await client.ReadAsync());
            await client.SendAsync("430[1]");
        }

        await read;
        release.SetResult();

        Assert.Equal(isEnded ? "event queue full" : $"""42["handled",{events.Length}]""", isEnded ? (await left.Task).ToString() : (await client.ReadAsync(events.Length))[^1]);
    }
}
