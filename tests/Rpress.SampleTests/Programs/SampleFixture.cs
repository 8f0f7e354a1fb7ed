namespace Rpress.SampleTests.Programs;

/// <summary>A sample that runs while the tests of one class do.</summary>
public abstract class SampleFixture(string name, IReadOnlyDictionary<string, string>? environment = null) : IAsyncLifetime
{
    private ServerProcess? _server;

    /// <summary>A client for the running sample.</summary>
    public HttpClient Client => Server.Client;

    /// <summary>What the sample has printed so far.</summary>
    public string Output => Server.Output;

    private ServerProcess Server => _server ?? throw new InvalidOperationException("The sample has not been started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _server = await ServerProcess.StartAsync(name, environment);

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await using ServerProcess server = _server;
            await server.StopAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Sends a request and returns the status with the body.</summary>
    public async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? bearer = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = bearer is null ? null : new("Bearer", bearer);
        using HttpResponseMessage response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends GET and returns the status with the body.</summary>
    public Task<(int Status, string Body)> GetAsync(string path, string? bearer = null) => SendAsync(HttpMethod.Get, path, null, bearer);

    /// <summary>Sends JSON and returns the status with the body.</summary>
    public Task<(int Status, string Body)> PostJsonAsync(string path, string json, string? bearer = null) =>
        SendAsync(HttpMethod.Post, path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), bearer);
}
