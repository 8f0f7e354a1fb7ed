using System.Text.Json;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>A socket of our client with a record of what happens to it; every wait is bounded.</summary>
internal class SocketProbe
{
    private readonly Dictionary<string, Recording<EventArguments>> _events = [];
    private readonly string _name;

    public SocketProbe(ClientSocket socket, string name)
    {
        Socket = socket;
        _name = name;
        Connects = new($"a connect of {name}");
        Disconnects = new($"a disconnect of {name}");
        ConnectErrors = new($"a failure of {name} to connect");
        HandlerErrors = new($"an error of a handler of {name}");
        socket.OnConnect(() => Connects.Add(socket.Id));
        socket.OnDisconnect(reason => Disconnects.Add(reason.ToString()!));
        socket.OnConnectError(error => ConnectErrors.Add(error));
        socket.OnHandlerError((eventName, error) => HandlerErrors.Add((eventName, error)));
    }

    public ClientSocket Socket { get; }

    /// <summary>The ids that it got.</summary>
    public Recording<string?> Connects { get; }

    /// <summary>Their reasons.</summary>
    public Recording<string> Disconnects { get; }

    public Recording<SocketConnectException> ConnectErrors { get; }

    public Recording<(string EventName, Exception Error)> HandlerErrors { get; }

    public Task ConnectAsync() => Socket.ConnectAsync(TestContext.Current.CancellationToken).InTimeAsync($"that {_name} is connected");

    /// <summary>Connects where it should fail.</summary>
    public Task<SocketConnectException> ConnectInVainAsync() => Assert.ThrowsAsync<SocketConnectException>(ConnectAsync);

    public Task DisconnectAsync() => Socket.DisconnectAsync().InTimeAsync($"that {_name} is disconnected");

    public Task EmitAsync(string eventName, params object?[] arguments) =>
        Socket.EmitArgumentsAsync(eventName, arguments).InTimeAsync($"that {_name} has emitted {eventName}");

    /// <summary>Emits and waits for the first argument of the ack.</summary>
    public async Task<T> CallAsync<T>(string eventName, params object?[] arguments) =>
        (await Socket.EmitArgumentsWithAckAsync<T>(eventName, arguments).InTimeAsync($"the ack of {eventName} for {_name}"))!;

    /// <summary>Emits and waits for all arguments of the ack.</summary>
    public Task<EventArguments> CallAllAsync(string eventName, params object?[] arguments) =>
        Socket.EmitArgumentsWithAckAsync(eventName, arguments).InTimeAsync($"the ack of {eventName} for {_name}");

    /// <summary>Who the server takes it for.</summary>
    public Task<Who> WhoAsync() => CallAsync<Who>("whoami");

    /// <summary>Begins to record an event.</summary>
    public Recording<EventArguments> Record(string eventName)
    {
        if (!_events.TryGetValue(eventName, out var recording))
        {
            _events[eventName] = recording = new($"the event {eventName} at {_name}");
            Socket.On(eventName, (EventArguments arguments) => recording.Add(arguments));
        }

        return recording;
    }

    /// <summary>Arguments as JSON, for a comparison of all of them.</summary>
    public static JsonElement ToJson(IEnumerable<EventArgument> arguments) =>
        JsonSerializer.SerializeToElement(arguments.Select(argument => argument.Get<JsonElement>()));
}
