using Rpress.TestKit;

namespace Rpress.FunctionalTests;

/// <summary>Requests with the server's protocol, whose targets go out exactly as written.</summary>
internal static class TestServerRequests
{
    private static readonly UriCreationOptions _asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static Task<Reply> GetAsync(this TestServer server, string target, params (string Name, string Value)[] headers) =>
        server.SendAsync(HttpMethod.Get, target, null, headers);

    public static Task<Reply> PostAsync(
        this TestServer server, string target, HttpContent? content, params (string Name, string Value)[] headers) =>
        server.SendAsync(HttpMethod.Post, target, content, headers);

    public static async Task<Reply> SendAsync(
        this TestServer server, HttpMethod method, string target, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = server.CreateExact(method, target);
        request.Content = content;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await server.SendAsync(request);
    }

    public static async Task<Reply> SendAsync(this TestServer server, HttpRequestMessage request)
    {
        var token = TestContext.Current.CancellationToken;
        using var response = await server.Client.SendAsync(request, token);
        return await Reply.ReadAsync(response, token);
    }

    /// <summary>Returns as soon as the headers are there.</summary>
    public static Task<HttpResponseMessage> OpenAsync(this TestServer server, string target, CancellationToken? token = null) =>
        server.Client.SendAsync(
            server.CreateExact(HttpMethod.Get, target),
            HttpCompletionOption.ResponseHeadersRead,
            token ?? TestContext.Current.CancellationToken);

    public static HttpRequestMessage CreateExact(this TestServer server, HttpMethod method, string target)
    {
        var request = server.CreateRequest(method, "/");
        request.RequestUri = new Uri(server.BaseAddress.GetLeftPart(UriPartial.Authority) + target, _asWritten);
        return request;
    }
}
