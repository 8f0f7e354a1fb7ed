namespace Rpress.AotCheck;

/// <summary>Talks to <see cref="Sockets"/> with the client, which takes each road on which types are looked up at run time.</summary>
internal static class ClientChecks
{
    private static readonly SocketTransport[][] _transports = [[SocketTransport.WebSocket], [SocketTransport.Polling, SocketTransport.WebSocket]];

    public static async Task<List<string>> RunAsync(string url, CancellationToken deadline)
    {
        var failures = new List<string>();
        await RefusedAsync(url, failures, deadline);
        foreach (SocketTransport[] transports in _transports)
        {
            await ExchangeAsync(new(url, OptionsFor("Ada", transports)), failures, deadline);
        }

        return failures;
    }

    private static async Task ExchangeAsync(SocketIoClient client, List<string> failures, CancellationToken deadline)
    {
        await using (client)
        {
            client.On("question", (Item item) => item with { Id = item.Id + 1 });
            await client.ConnectAsync(deadline);

            Require("a text", "Hello, AOT!", await client.EmitWithAckAsync<string>("greet", "AOT").WaitAsync(deadline));
            Require("numbers", 3.5, await client.EmitWithAckAsync<double>("add", 1, 2L, 0.5).WaitAsync(deadline));
            Require("a type of the context", "Ada", (await client.EmitWithAckAsync<Item>("rename", new Item(5, "tea", [])).WaitAsync(deadline))?.Name);
            Require("an ack to the server", 2, (await client.EmitWithAckAsync<Item>("ask").WaitAsync(deadline))?.Id);
            Parcel? parcel = await client.EmitWithAckAsync<Parcel>("seal", new Parcel("a", [1, 2])).WaitAsync(deadline);
            Require("binary", "a! 010209", $"{parcel?.Label} {Convert.ToHexString(parcel?.Bytes ?? [])}");
        }

        void Require<T>(string what, T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
            {
                failures.Add($"The client, {what}: expected '{expected}', got '{actual}'.");
            }
        }
    }

    private static async Task RefusedAsync(string url, List<string> failures, CancellationToken deadline)
    {
        try
        {
            await using SocketIoClient client = await SocketIoClient.ConnectAsync(url, OptionsFor("Eve", [SocketTransport.WebSocket]), deadline);
            failures.Add("The client, a refusal: it was let in.");
        }
        catch (SocketConnectException error)
        {
            if (error is not { IsRefused: true, Message: "not Eve" } || error.ErrorData.Get<Claims>()?.Name != "Eve")
            {
                failures.Add($"The client, a refusal: got '{error.Message}' with {error.ErrorData}.");
            }
        }
    }

    private static SocketIoClientOptions OptionsFor(string token, SocketTransport[] transports) => new()
    {
        Auth = new Dictionary<string, string> { ["token"] = token },
        Transports = transports,
        JsonContext = AotJson.Default,
    };
}
