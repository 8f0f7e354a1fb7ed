using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Rpress.AotCheck;

/// <summary>Talks to <see cref="Sockets"/> in the packets of the wire.</summary>
internal static class SocketChecks
{
    public static async Task<List<string>> RunAsync(string url, CancellationToken deadline)
    {
        var failures = new List<string>();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + "/socket.io/?EIO=4&transport=websocket"), deadline);
        await ReadAsync(); // the open packet

        await ExpectAsync("an anonymous client", "40", """44{"message":"no token","data":{"name":"none"}}""");
        await ExpectAsync("a client that middleware refuses", """40{"token":"Eve"}""", """44{"message":"not Eve","data":{"name":"Eve"}}""");
        await SendAsync("""40{"token":"Ada"}""");
        string connected = await ReadAsync();
        Require("a client with a token", connected.StartsWith("""40{"sid":""", StringComparison.Ordinal), connected);
        await ExpectAsync("a text", """420["greet","AOT"]""", """430["Hello, AOT!"]""");
        await ExpectAsync("numbers", """421["add",1,2,0.5]""", "431[3.5]");
        await ExpectAsync("a type of the context", """422["rename",{"id":5,"name":"tea","tags":["hot"]}]""", """432[{"id":5,"name":"Ada","tags":["hot"]}]""");
        await ExpectAsync("an argument as it came", """423["raw",1.50,{"a":[null]}]""", """433[1.50,{"a":[null]}]""");
        await ExpectAsync("an ack that is asked for", """424["ask"]""", """420["question",{"id":1,"name":"tea","tags":[]}]""");
        await ExpectAsync("its answer", """430[{"id":2,"name":"milk","tags":[]}]""", """434[{"id":2,"name":"milk","tags":[]}]""");
        await ExpectAsync("an ack that all are asked for", """427["ask all"]""", """421["question"]""");
        await ExpectAsync("the list of answers", """431[{"id":4,"name":"milk","tags":[]}]""", """437[[{"id":4,"name":"milk","tags":[]}]]""");
        await ExpectAsync("sockets with their data", """428["fetch"]""", "438[1]");
        await ExpectAsync("a type without metadata", """425["unknown"]""", JsonSerializer.IsReflectionEnabledByDefault ? """435["registered"]""" : """435["refused"]""");

        await SendAsync("""451-6["seal",{"label":"a","bytes":{"_placeholder":true,"num":0}}]""");
        await socket.SendAsync(new byte[] { 1, 2 }, WebSocketMessageType.Binary, true, deadline);
        string answer = await ReadAsync();
        Require("binary in a type of the context", answer == """461-6[{"label":"a!","bytes":{"_placeholder":true,"num":0}}]""", answer);
        string bytes = await ReadAsync();
        Require("its bytes", bytes == "\u0001\u0002\t", bytes);
        return failures;

        async Task ExpectAsync(string what, string packet, string expected)
        {
            await SendAsync(packet);
            string actual = await ReadAsync();
            Require(what, actual == expected, actual);
        }

        Task SendAsync(string packet) => socket.SendAsync(Encoding.UTF8.GetBytes(packet), WebSocketMessageType.Text, true, deadline);

        async Task<string> ReadAsync()
        {
            var buffer = new byte[4096];
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(buffer.AsMemory(), deadline);
            return Encoding.UTF8.GetString(buffer, 0, result.Count);
        }

        void Require(string what, bool holds, string actual)
        {
            if (!holds)
            {
                failures.Add($"Socket.IO, {what}: got '{actual}'.");
            }
        }
    }
}
