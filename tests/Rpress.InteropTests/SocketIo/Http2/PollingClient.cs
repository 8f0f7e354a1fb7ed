using System.Net;
using System.Text;
using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.Http2;

/// <summary>Long-polling by .NET's HttpClient, in the server's version of HTTP.</summary>
internal sealed class PollingClient
{
    private readonly TestServer _server;

    private PollingClient(TestServer server, JsonElement handshake)
    {
        _server = server;
        Handshake = handshake;
        Sid = handshake.GetProperty("sid").GetString()!;
    }

    /// <summary>The open packet's content.</summary>
    public JsonElement Handshake { get; }

    public string Sid { get; }

    private string Target => $"/socket.io/?EIO=4&transport=polling&sid={Sid}";

    /// <summary>Opens a session.</summary>
    public static async Task<PollingClient> OpenAsync(TestServer server)
    {
        var packet = await AskAsync(server, HttpMethod.Get, "/socket.io/?EIO=4&transport=polling");
        Assert.StartsWith("0{", packet, StringComparison.Ordinal);
        return new(server, JsonElement.Parse(packet[1..]));
    }

    /// <summary>Opens a session and joins the main namespace.</summary>
    public static async Task<PollingClient> ConnectAsync(TestServer server)
    {
        var client = await OpenAsync(server);
        await client.SendAsync("40");
        Assert.StartsWith("40{", await client.PollAsync(), StringComparison.Ordinal);
        return client;
    }

    /// <summary>Posts packets.</summary>
    public async Task SendAsync(params string[] packets) =>
        Assert.Equal("ok", await AskAsync(_server, HttpMethod.Post, Target, string.Join('\u001e', packets)));

    /// <summary>Gets the packets that wait or come.</summary>
    public async Task<string> PollAsync() => await AskAsync(_server, HttpMethod.Get, Target);

    /// <summary>Gets what a session that is polled no more is answered.</summary>
    public async Task<HttpStatusCode> PollInVainAsync()
    {
        using var response = await _server.Client.SendAsync(_server.CreateRequest(HttpMethod.Get, Target), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<string> AskAsync(TestServer server, HttpMethod method, string target, string? body = null)
    {
        using var request = server.CreateRequest(method, target);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "text/plain");
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, server.Client.DefaultRequestVersion), (response.StatusCode, response.Version));
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
