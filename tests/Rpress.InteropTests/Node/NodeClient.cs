using System.Text.Json;

namespace Rpress.InteropTests.Node;

/// <summary>npm's socket.io-client in a process of its own. Its sockets have names; those of one manager share a connection.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private readonly NodeProcess _process;
    private int _lastCall;

    private NodeClient(NodeProcess process) => _process = process;

    /// <summary>Starts the program; it connects to nothing yet.</summary>
    public static NodeClient Start(Uri server) =>
        new(NodeProcess.Start("client.mjs", [server.GetLeftPart(UriPartial.Authority)], NodeTrust.AuthoritiesFile));

    /// <summary>Begins to connect a socket.</summary>
    /// <param name="socket">Its name here.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="options">The manager's options, if this is its first socket.</param>
    /// <param name="auth">The handshake's auth.</param>
    /// <param name="answers">By event: what it is acknowledged with, or "never"; other events get their own arguments back.</param>
    /// <param name="manager">The manager's name.</param>
    public Task OpenAsync(string socket, string ns = "/", object? options = null, object? auth = null, object? answers = null, string manager = "main") =>
        _process.SendAsync(new Dictionary<string, object?>
        {
            ["do"] = "open",
            ["socket"] = socket,
            ["namespace"] = ns,
            ["manager"] = manager,
            ["options"] = options ?? new { },
            ["auth"] = auth ?? new { },
            ["answers"] = answers ?? new { },
        });

    /// <summary>Connects a socket.</summary>
    /// <returns>Its id.</returns>
    /// <inheritdoc cref="OpenAsync"/>
    public async Task<string> ConnectAsync(string socket, string ns = "/", object? options = null, object? auth = null, object? answers = null, string manager = "main")
    {
        await OpenAsync(socket, ns, options, auth, answers, manager);
        return (await ReadAsync("connect", socket)).GetProperty("id").GetString()!;
    }

    /// <summary>Emits without an acknowledgement.</summary>
    public Task EmitAsync(string socket, string eventName, params object?[] args) =>
        _process.SendAsync(new { Do = "emit", socket, Event = eventName, args });

    /// <summary>Emits and waits for the acknowledgement.</summary>
    /// <returns>The acknowledgement's arguments, as a JSON array.</returns>
    public async Task<JsonElement> CallAsync(string socket, string eventName, params object?[] args)
    {
        var id = ++_lastCall;
        await _process.SendAsync(new { Do = "emit", socket, Event = eventName, args, id });
        var ack = await _process.ReadAsync($"the acknowledgement of {eventName}", value => Is(value, "ack", socket) && value.GetProperty("id").GetInt32() == id);
        Assert.Equal(JsonValueKind.Null, ack.GetProperty("error").ValueKind);
        return ack.GetProperty("args");
    }

    /// <summary>Waits for an event.</summary>
    /// <returns>Its arguments, as a JSON array.</returns>
    public async Task<JsonElement> EventAsync(string socket, string eventName) =>
        (await _process.ReadAsync($"the event {eventName} at {socket}", value => IsEvent(value, socket, eventName))).GetProperty("args");

    /// <summary>Whether an event came that nobody waited for; ask after something that had to come later.</summary>
    public bool HasEvent(string socket, string eventName) => _process.Has(value => IsEvent(value, socket, eventName));

    /// <summary>Waits for what happens to a socket: connect, connect_error, disconnect.</summary>
    public Task<JsonElement> ReadAsync(string kind, string socket) =>
        _process.ReadAsync($"{kind} of {socket}", value => Is(value, kind, socket));

    /// <summary>Waits for what happens to any socket.</summary>
    public Task<JsonElement> ReadAsync(string kind) => _process.ReadAsync(kind, value => value.GetProperty("is").ValueEquals(kind));

    /// <summary>Waits for what happens to a manager: open, upgrade, upgrade_error, reconnect, reconnect_attempt, reconnect_failed.</summary>
    public Task<JsonElement> ReadOfManagerAsync(string kind, string manager = "main") => _process.ReadAsync(
        $"{kind} of {manager}", value => value.GetProperty("is").ValueEquals(kind) && value.GetProperty("manager").ValueEquals(manager));

    /// <summary>Disconnects a socket from its namespace; the last one closes the connection.</summary>
    public Task DisconnectAsync(string socket) => _process.SendAsync(new { Do = "disconnect", socket });

    /// <summary>Connects a socket again that was opened before.</summary>
    public Task ReconnectAsync(string socket) => _process.SendAsync(new { Do = "connect", socket });

    /// <summary>Ends the connection below the sockets.</summary>
    public Task CutAsync(string manager = "main") => _process.SendAsync(new { Do = "cut", manager });

    /// <summary>Stops the program where it stands, so that it reads nothing.</summary>
    public Task PauseAsync() => _process.SignalAsync("STOP");

    /// <summary>Lets a stopped program go on.</summary>
    public Task ResumeAsync() => _process.SignalAsync("CONT");

    /// <summary>Ends the program without a goodbye.</summary>
    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static bool IsEvent(JsonElement value, string socket, string eventName) =>
        Is(value, "event", socket) && value.GetProperty("event").ValueEquals(eventName);

    private static bool Is(JsonElement value, string kind, string socket) =>
        value.GetProperty("is").ValueEquals(kind) && value.TryGetProperty("socket", out var of) && of.ValueEquals(socket);
}
