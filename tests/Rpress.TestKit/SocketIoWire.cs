using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Rpress.TestKit;

/// <summary>
/// A Socket.IO client that knows packets only as the text they are on the wire, whatever the transport: <c>42["hello"]</c>, and
/// <c>bAQID</c> for binary.
/// </summary>
public abstract partial class SocketIoWire : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();
    private readonly bool _answersPings;
    private readonly bool _leavesOffsetsOut;
    private bool _isDisposed;

    private protected SocketIoWire(SocketIoWireOptions options)
    {
        _answersPings = options.AnswersPings;
        _leavesOffsetsOut = options.LeavesOffsetsOut;
    }

    /// <summary>The id of the socket that joined last.</summary>
    public string Id { get; private set; } = "";

    /// <summary>The private id of the socket that joined last; null where the server recovers no connections.</summary>
    public string? Pid { get; private set; }

    /// <summary>Completes when the server has ended the connection.</summary>
    public Task Ended => _received.Reader.Completion;

    /// <summary>Opens a connection, and joins no namespace yet.</summary>
    public static Task<SocketIoWire> ConnectAsync(TestServer server, SocketIoWireOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        return OpenAsync(server.Port, () => server.CreateClient(), options ?? new());
    }

    /// <summary>Opens a connection to any server that listens on a port of 127.0.0.1, and joins no namespace yet.</summary>
    public static Task<SocketIoWire> ConnectAsync(int port, SocketIoWireOptions? options = null) =>
        OpenAsync(port, () => new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = _bound }, options ?? new());

    /// <summary>Joins a namespace; the client is in when it returns.</summary>
    /// <returns>The id of its socket.</returns>
    public async Task<string> JoinAsync(string @namespace = "/", string auth = "")
    {
        string prefix = @namespace == "/" ? "40" : $"40{@namespace},";
        await SendAsync(prefix + auth);
        string answer = await ReadAsync();
        if (!answer.StartsWith(prefix + "{\"sid\":\"", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The namespace was not joined: {answer}");
        }

        using var members = JsonDocument.Parse(answer[prefix.Length..]);
        Pid = members.RootElement.TryGetProperty("pid", out JsonElement pid) ? pid.GetString() : null;
        return Id = members.RootElement.GetProperty("sid").GetString()!;
    }

    /// <summary>Sends a packet of Engine.IO as text.</summary>
    public abstract Task SendAsync(string packet);

    /// <summary>Sends a binary packet.</summary>
    public abstract Task SendBinaryAsync(params byte[] data);

    /// <summary>Ends the connection as a client does that leaves.</summary>
    public abstract Task LeaveAsync();

    /// <summary>The next packet.</summary>
    /// <exception cref="ChannelClosedException">The connection has ended.</exception>
    public Task<string> ReadAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(_bound);

    /// <summary>The next packets.</summary>
    public async Task<string[]> ReadAsync(int count)
    {
        var packets = new string[count];
        for (int i = 0; i < count; i++)
        {
            packets[i] = await ReadAsync();
        }

        return packets;
    }

    /// <summary>What the server sends until it ends the connection.</summary>
    public async Task<string[]> ReadToEndAsync()
    {
        var packets = new List<string>();
        using var deadline = new CancellationTokenSource(_bound);
        await foreach (string packet in _received.Reader.ReadAllAsync(deadline.Token))
        {
            packets.Add(packet);
        }

        return [.. packets];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            await DisposeCoreAsync();
        }

        GC.SuppressFinalize(this);
    }

    private protected abstract ValueTask DisposeCoreAsync();

    private static async Task<SocketIoWire> OpenAsync(int port, Func<HttpClient> createClient, SocketIoWireOptions options)
    {
        SocketIoWire wire = options.Transport == EioConfig.Polling
            ? await SocketIoPollingWire.OpenAsync(createClient(), options)
            : await SocketIoWebSocketWire.OpenAsync(port, options);
        if (options.IsReading && await wire.ReadAsync() is var open && !open.StartsWith("0{", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The session was not opened: {open}");
        }

        return wire;
    }

    private protected async Task TakeAsync(string packet)
    {
        if (packet == "2" && _answersPings)
        {
            await SendAsync("3");
        }
        else
        {
            _received.Writer.TryWrite(_leavesOffsetsOut ? Offset.Replace(packet, "]") : packet);
        }
    }

    [GeneratedRegex(""",?"[0-9]{13,}-[0-9]+"\]$""")]
    private static partial Regex Offset { get; }

    private protected void End() => _received.Writer.TryComplete();
}
