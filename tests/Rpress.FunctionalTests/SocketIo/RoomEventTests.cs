using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>What an adapter tells of its rooms.</summary>
public sealed class RoomEventTests
{
    [Fact]
    public async Task Rooms_ThatComeAndGo_AreToldInOrder()
    {
        var told = new ConcurrentQueue<string>();
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoAdapter adapter = server.Io.Of("/").Adapter;
        adapter.OnRoomCreated(room => told.Enqueue($"created {room}"));
        adapter.OnRoomJoined((room, id) => told.Enqueue($"joined {room} {id}"));
        adapter.OnRoomLeft(async (room, id) =>
        {
            told.Enqueue($"left {room} {id}");
            await Task.Yield();
        });
        adapter.OnRoomDeleted(room => told.Enqueue($"deleted {room}"));
        SocketIoWire a = await server.JoinAsync();
        SocketIoWire b = await server.JoinAsync();
        RpressSocket socketA = server.Io.Sockets.Single(socket => socket.Id == a.Id);
        RpressSocket socketB = server.Io.Sockets.Single(socket => socket.Id == b.Id);

        await socketA.JoinAsync("room");
        await socketB.JoinAsync("room", "room");
        await socketA.LeaveAsync("room");
        await socketA.LeaveAsync("room");
        await socketB.DisconnectAsync();

        Assert.Equal(
            [
                $"created {a.Id}", $"joined {a.Id} {a.Id}", $"created {b.Id}", $"joined {b.Id} {b.Id}",
                "created room", $"joined room {a.Id}", $"joined room {b.Id}", $"left room {a.Id}",
                $"left {b.Id} {b.Id}", $"deleted {b.Id}", $"left room {b.Id}", "deleted room",
            ],
            told);
    }

    [Fact]
    public async Task Handler_ThatFailsOrMovesSockets_KeepsNobodyElseOut()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoAdapter adapter = server.Io.Of("/").Adapter;
        var created = new ConcurrentQueue<string>();
        adapter.OnRoomCreated(_ => throw new InvalidOperationException("broken"));
        adapter.OnRoomCreated(created.Enqueue);
        adapter.OnRoomJoined((room, id) => room == "room" ? adapter.AddAllAsync(id, ["other"]) : Task.CompletedTask);
        await server.JoinAsync();
        RpressSocket socket = Assert.Single(server.Io.Sockets);

        await socket.JoinAsync("room");

        Assert.Equal([socket.Id, "room", "other"], created);
        Assert.Equal([socket.Id, "room", "other"], socket.Rooms);
        Assert.Equal([LogLevel.Error, LogLevel.Error, LogLevel.Error], server.Failures.Select(entry => entry.Level));
    }

    [Fact]
    public async Task Room_ThatManyJoinAndLeaveConcurrently_IsToldConsistently()
    {
        var told = new ConcurrentQueue<string>();
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoAdapter adapter = server.Io.Of("/").Adapter;
        SocketIoWire[] clients = [await server.JoinAsync(), await server.JoinAsync(), await server.JoinAsync()];
        adapter.OnRoomCreated(_ => told.Enqueue("created"));
        adapter.OnRoomDeleted(_ => told.Enqueue("deleted"));

        await Task.WhenAll(server.Io.Sockets.Select(socket => Task.Run(async () =>
        {
            for (int i = 0; i < 500; i++)
            {
                await socket.JoinAsync("room");
                await socket.LeaveAsync("room");
            }
        })));

        await Eventually.TrueAsync(() => told.LastOrDefault() == "deleted" && told.Count % 2 == 0, "the room to be gone");
        Assert.All(told.Index(), step => Assert.Equal(step.Index % 2 == 0 ? "created" : "deleted", step.Item));
    }
}
