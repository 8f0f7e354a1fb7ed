using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Rpress.SocketIo.Protocol;
using Rpress.Tests.Middleware.Tracing;

namespace Rpress.Tests.EngineIo;

/// <summary>An engine on a clock that stands still, and sessions without a server around them.</summary>
internal sealed class HandEngine : ISessionHandler
{
    private readonly Channel<string> _taken = Channel.CreateUnbounded<string>();

    public HandEngine(EioConfig? config = null, TimeProvider? time = null)
    {
        Server = new(config ?? new(), _ => this);
        Server.Start(new(time ?? Clock, JsonSerializerOptions.Default, NullLoggerFactory.Instance, null));
    }

    public FakeTimeProvider Clock { get; } = new();

    public EngineIoServer Server { get; }

    public ConcurrentQueue<string> Messages { get; } = new();

    public ConcurrentQueue<string> Reasons { get; } = new();

    public EngineSession MakeSession() => new(Server, new()
    {
        Headers = [],
        Url = "/",
        Query = "",
        Address = IPAddress.Loopback,
        IsSecure = false,
        IssuedAt = default,
    }, binaryAsText: false);

    public EngineSession OpenPolling()
    {
        EngineSession session = MakeSession();
        session.OpenPolling();
        return session;
    }

    /// <summary>Opens a session on a WebSocket; the task is its run.</summary>
    public (EngineSession Session, HandConnection Connection, Task Run) OpenWebSocket()
    {
        EngineSession session = MakeSession();
        var connection = new HandConnection();
        Task run = session.RunWebSocketAsync(connection);
        return (session, connection, run);
    }

    public static Task<ResponsePayload> PollAsync(EngineSession session) => session.PollAsync(new PlainExchange().MakeRequest()).AsTask();

    public static Task<ResponsePayload> PostAsync(EngineSession session, string packets) => session.PostAsync(new BodyExchange(packets).MakeRequest()).AsTask();

    public static string TextOf(ResponsePayload payload) => Encoding.UTF8.GetString(((BytesContent)payload.Content!).Bytes.Span);

    public static OutgoingMessage Text(string message) => OutgoingMessage.Packet(EngineIoPacketType.Message, Encoding.UTF8.GetBytes(message));

    /// <summary>Returns once a text message more has been taken.</summary>
    public Task MessageAsync() => _taken.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));

    public void OnText(ReadOnlySpan<byte> message)
    {
        string text = Encoding.UTF8.GetString(message);
        Messages.Enqueue(text);
        _taken.Writer.TryWrite(text);
    }

    public void OnBinary(ReadOnlySpan<byte> message) => Messages.Enqueue(Convert.ToHexString(message));

    public void OnClosed(DisconnectReason reason) => Reasons.Enqueue(reason.ToString());
}
