using System.Security.Cryptography;
using System.Text;

namespace Rpress.Client.Tests;

/// <summary>A request that has come, and waits for the test to answer it.</summary>
internal sealed class ScriptedRequest(
    ScriptedConnection connection, string method, string target, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
{
    private readonly TaskCompletionSource<bool> _staysHttp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Method => method;

    public string Target => target;

    /// <summary>The header lines in order, duplicates kept.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => headers;

    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(body);

    public bool IsWebSocket => Header("Upgrade") == "websocket";

    /// <summary>The values of a header, joined with a bar; null if it is missing.</summary>
    public string? Header(string name)
    {
        string[] values = [.. headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];
        return values.Length == 0 ? null : string.Join('|', values);
    }

    /// <summary>Whether the connection goes on with HTTP after this request; known once it is answered.</summary>
    public Task<bool> StaysHttpAsync(CancellationToken cancellationToken) => _staysHttp.Task.WaitAsync(cancellationToken);

    /// <summary>Answers as a server of Engine.IO answers a poll.</summary>
    public Task AnswerAsync(string text) => AnswerAsync(200, text, ("Content-Type", "text/plain; charset=UTF-8"));

    /// <summary>Answers.</summary>
    public async Task AnswerAsync(int status, string text, params (string Name, string Value)[] fields)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await SendHeadAsync($"HTTP/1.1 {status} X", [.. fields, ("Content-Length", $"{bytes.Length}")], bytes);
        _staysHttp.TrySetResult(true);
    }

    /// <summary>Answers 200 with bytes of no announced length, up to the end of the connection.</summary>
    public async Task AnswerUntilCloseAsync(string text)
    {
        await SendHeadAsync("HTTP/1.1 200 OK", [("Connection", "close")], Encoding.UTF8.GetBytes(text));
        Close();
    }

    /// <summary>Answers a WebSocket handshake.</summary>
    public async Task<ScriptedWebSocket> AcceptWebSocketAsync(params (string Name, string Value)[] fields)
    {
#pragma warning disable CA5350 // RFC 6455 §4.2.2 asks for SHA-1, of the key and the protocol's own text
        byte[] hash = SHA1.HashData(Encoding.ASCII.GetBytes(Header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
#pragma warning restore CA5350
        await SendHeadAsync(
            "HTTP/1.1 101 Switching Protocols",
            [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", Convert.ToBase64String(hash)), .. fields],
            []);
        _staysHttp.TrySetResult(false);
        return new(connection);
    }

    /// <summary>Ends the connection in place of an answer, or of the rest of it.</summary>
    public void Close()
    {
        connection.Close();
        _staysHttp.TrySetResult(false);
    }

    /// <summary>Resets the connection in place of an answer.</summary>
    public void Reset()
    {
        connection.Reset();
        _staysHttp.TrySetResult(false);
    }

    /// <summary>Returns once the client has given up to wait for the answer.</summary>
    public Task ReadToEndAsync() => connection.ReadToEndAsync();

    private Task SendHeadAsync(string statusLine, IEnumerable<(string Name, string Value)> fields, byte[] after) =>
        connection.SendAsync((byte[])
        [
            .. Encoding.Latin1.GetBytes($"{statusLine}\r\n{string.Concat(fields.Select(field => $"{field.Name}: {field.Value}\r\n"))}\r\n"),
            .. after,
        ]);
}
