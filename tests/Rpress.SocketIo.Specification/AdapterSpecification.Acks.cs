using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Rpress.TestKit;

namespace Rpress.SocketIo.Specification;

/// <content>Acks of many clients.</content>
public abstract partial class AdapterSpecification
{
    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task BroadcastAck_ThatAllClientsGive_IsTheArrayOfTheirAnswers()
    {
        Task<string[]?> asking = Io.Timeout(_ample).EmitWithAckAsync<string[]>("who", 1);
        foreach (int client in _all)
        {
            await AnswerAsync(client, """["who",1]""", $"[\"client {client}\",\"ignored\"]");
        }

        Assert.Equal(["client 0", "client 1", "client 2"], (await asking)!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task BroadcastAck_OfARoom_AsksItsSocketsAlone()
    {
        await Socket(1).JoinAsync("a");

        Task<int[]?> asking = Io.To("a").Timeout(_ample).EmitWithAckAsync<int[]>("count");
        await AnswerAsync(1, """["count"]""", "[7]");

        Assert.Equal(7, Assert.Single((await asking)!));
        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task BroadcastAck_Local_AsksTheSocketsOfItsServer()
    {
        Task<int[]?> asking = Io.Local.Timeout(_ample).EmitWithAckAsync<int[]>("count");
        foreach (int client in OfTheFirstServer)
        {
            await AnswerAsync(client, """["count"]""", $"[{client}]");
        }

        Assert.Equal(OfTheFirstServer, (await asking)!.Order());
        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task BroadcastAck_OfNobody_IsEmpty() =>
        Assert.Empty((await Io.To("nobody").Timeout(_ample).EmitWithAckAsync<string[]>("who"))!);

    [Fact]
    public async Task BroadcastAck_ThatOneClientDoesNotGive_FailsWithTheAnswersOfTheOthers()
    {
        Task<string[]?> asking = Io.Timeout(_short).EmitWithAckAsync<string[]>("who");
        string silent = await _clients[2].ReadAsync();
        await AnswerAsync(0, """["who"]""", """["a"]""");
        await AnswerAsync(1, """["who"]""", """["b"]""");

        AckTimeoutException error = await Assert.ThrowsAsync<AckTimeoutException>(() => asking);

        Assert.Equal("operation has timed out", error.Message);
        Assert.All(error.Responses, response => Assert.Contains(response.Get<string>()!, (string[])["a", "b"]));
        await _clients[2].SendAsync($"43{IdOf(silent)}[\"late\"]");
        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task BroadcastAck_WithBinary_ArrivesAsBinary()
    {
        await Socket(0).JoinAsync("a");
        await Socket(1).JoinAsync("a");

        Task<byte[][]?> asking = Io.To("a").Timeout(_ample).EmitWithAckAsync<byte[][]>("data");
        for (byte client = 0; client < 2; client++)
        {
            string id = IdOf(await _clients[client].ReadAsync());
            await _clients[client].SendAsync($$"""461-{{id}}[{"_placeholder":true,"num":0}]""");
            await _clients[client].SendBinaryAsync(client, 9);
        }

        Assert.Equal([[0, 9], [1, 9]], (await asking)!.OrderBy(answer => answer[0]));
    }

    [Fact]
    public async Task BroadcastAck_OfARemoteSocket_IsItsAnswerAlone()
    {
        RemoteSocket remote = (await Io.To(_clients[1].Id).FetchSocketsAsync()).Single();

        Task<string?> asking = remote.Timeout(_ample).EmitWithAckAsync<string>("who");
        await AnswerAsync(1, """["who"]""", """["b"]""");

        Assert.Equal("b", await asking);
    }

    [Fact]
    public async Task BroadcastAck_OfAClientThatLeft_IsDisconnected()
    {
        RemoteSocket remote = (await Io.To(_clients[1].Id).FetchSocketsAsync()).Single();
        await remote.DisconnectAsync();
        Assert.Equal("41", await _clients[1].ReadAsync());

        await Assert.ThrowsAsync<SocketDisconnectedException>(() => remote.Timeout(_ample).EmitWithAckAsync<string>("who"));
    }

    [Fact]
    public async Task ServerSideEvent_ToTheOthers_ReachesEachOfThem()
    {
        if (ServerCount == 1)
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => Io.ServerSide.EmitAsync("hello"));
            return;
        }

        var heard = new TaskCompletionSource<string>[ServerCount];
        for (int i = 0; i < ServerCount; i++)
        {
            TaskCompletionSource<string> hears = heard[i] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _ios[i].ServerSide.On("hello", (string name) => hears.TrySetResult(name));
        }

        await Io.ServerSide.EmitAsync("hello", "world");

        foreach (TaskCompletionSource<string> hears in heard.Skip(1))
        {
            Assert.Equal("world", await hears.Task.WaitAsync(_ample));
        }

        Assert.False(heard[0].Task.IsCompleted);
    }

    [Fact]
    public async Task ServerSideEvent_WithAck_IsTheArrayOfTheOthersAnswers()
    {
        if (ServerCount == 1)
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => Io.ServerSide.EmitWithAckAsync<int[]>("count"));
            return;
        }

        for (int i = 0; i < ServerCount; i++)
        {
            int number = i;
            _ios[i].ServerSide.On("count", () => number);
        }

        int[]? answers = await Io.ServerSide.EmitWithAckAsync<int[]>("count");

        Assert.Equal(Enumerable.Range(1, ServerCount - 1), answers!.Order());
    }

    [Fact]
    public async Task ServerSideEvents_OfOneServer_AreHandledInOrder()
    {
        if (ServerCount == 1)
        {
            return; // an event to other servers throws, as another test shows
        }

        const int Sent = 200;
        var heard = new ConcurrentQueue<int>();
        _ios[1].ServerSide.On("n", (int n) => heard.Enqueue(n));
        for (int n = 0; n < Sent; n++)
        {
            await Io.ServerSide.EmitAsync("n", n);
        }

        await Eventually.TrueAsync(() => heard.Count == Sent, "the other server to handle all events");
        Assert.Equal(Enumerable.Range(0, Sent), heard);
    }

    private async Task AnswerAsync(int client, string asked, string answer)
    {
        string packet = await _clients[client].ReadAsync();
        string id = IdOf(packet);
        Assert.Equal($"42{id}{asked}", packet);
        await _clients[client].SendAsync($"43{id}{answer}");
    }

    private static string IdOf(string packet) => Regex.Match(packet, "^42([0-9]+)\\[").Groups[1].Value;
}
