using System.Net;

namespace Rpress.TestKit;

/// <summary>A <see cref="SocketIoWire"/> over long-polling: one GET after the other, a POST for each packet.</summary>
internal sealed class SocketIoPollingWire : SocketIoWire
{
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _leaving = new();
    private readonly SemaphoreSlim _posting = new(1, 1);
    private string _target;
    private Task _reading = Task.CompletedTask;

    private SocketIoPollingWire(SocketIoWireOptions options, HttpClient client)
        : base(options)
    {
        _client = client;
        _target = $"{options.Path}?EIO=4&transport=polling{options.Query}";
    }

    public static async Task<SocketIoWire> OpenAsync(HttpClient client, SocketIoWireOptions options)
    {
        foreach ((string name, string value) in options.Headers)
        {
            client.DefaultRequestHeaders.Add(name, value);
        }

        var wire = new SocketIoPollingWire(options, client);
        string open = await client.GetStringAsync(new Uri(wire._target, UriKind.Relative));
        wire._target += "&sid=" + open.Split('"')[3];
        if (options.IsReading)
        {
            await wire.TakeAsync(open);
            wire._reading = wire.ReadAllAsync();
        }

        return wire;
    }

    public override async Task SendAsync(string packet)
    {
        await _posting.WaitAsync();
        try
        {
            using var body = new StringContent(packet);
            using HttpResponseMessage response = await _client.PostAsync(new Uri(_target, UriKind.Relative), body);
        }
        finally
        {
            _posting.Release();
        }
    }

    public override Task SendBinaryAsync(params byte[] data) => SendAsync("b" + Convert.ToBase64String(data));

    public override async Task LeaveAsync()
    {
        await SendAsync("1");
        await _reading;
    }

    private protected override async ValueTask DisposeCoreAsync()
    {
        await _leaving.CancelAsync();
        await _reading;
        _client.Dispose();
        _leaving.Dispose();
        _posting.Dispose();
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (true)
            {
                using HttpResponseMessage response = await _client.GetAsync(new Uri(_target, UriKind.Relative), _leaving.Token);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    return;
                }

                foreach (string packet in (await response.Content.ReadAsStringAsync(_leaving.Token)).Split('\u001e'))
                {
                    if (packet == "1")
                    {
                        return;
                    }

                    if (packet != "6")
                    {
                        await TakeAsync(packet);
                    }
                }
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // broken off
        }
        finally
        {
            End();
        }
    }
}
