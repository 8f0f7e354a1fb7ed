using System.Text.Json;

namespace Rpress.SampleTests.Programs;

/// <summary>A client of Socket.IO over long-polling, in the packets' own text.</summary>
internal sealed class PollingText
{
    private const char Separator = '\x1e';
    private const string Path = "/socket.io/?EIO=4&transport=polling";

    private readonly HttpClient _client;
    private readonly string _url;
    private readonly Queue<string> _received = [];

    private PollingText(HttpClient client, string sid)
    {
        _client = client;
        _url = $"{Path}&sid={sid}";
    }

    /// <summary>Opens a session and joins the main namespace, or asks to.</summary>
    public static async Task<PollingText> OpenAsync(HttpClient client, string auth = "")
    {
        string handshake = await client.GetStringAsync(Path, TestContext.Current.CancellationToken);
        var opened = new PollingText(client, JsonDocument.Parse(handshake[1..]).RootElement.GetProperty("sid").GetString()!);
        await opened.SendAsync("40" + auth);
        return opened;
    }

    /// <summary>What a handshake is answered with.</summary>
    public static async Task<(int Status, string Body)> HandshakeAsync(HttpClient client, string query)
    {
        using HttpResponseMessage response = await client.GetAsync($"{Path}{query}", TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task SendAsync(params string[] packets)
    {
        using HttpResponseMessage response = await _client.PostAsync(
            _url, new StringContent(string.Join(Separator, packets)), TestContext.Current.CancellationToken);
        Assert.Equal("ok", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<string> ReceiveAsync()
    {
        while (_received.Count == 0)
        {
            string payload = await _client.GetStringAsync(_url, TestContext.Current.CancellationToken);
            foreach (string packet in payload.Split(Separator))
            {
                _received.Enqueue(packet);
            }
        }

        return _received.Dequeue();
    }

    /// <summary>The first packet that begins so; those before it are left out.</summary>
    public async Task<string> ReceiveAsync(string start)
    {
        string packet;
        do
        {
            packet = await ReceiveAsync();
        }
        while (!packet.StartsWith(start, StringComparison.Ordinal));

        return packet;
    }
}
