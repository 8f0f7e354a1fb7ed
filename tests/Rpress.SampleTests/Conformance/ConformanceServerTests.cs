using System.Net;
using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Conformance;

/// <summary>What outside suites may rely on.</summary>
public sealed class ConformanceServerTests
{
    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "hello")]
    [InlineData("PUT", "hello")]
    [InlineData("DELETE", "hello")]
    [InlineData("PURGE", "hello")]
    public async Task Root_AnyMethod_AnswersOkOrTheBody(string method, string body)
    {
        await using ServerProcess server = await StartAsync("--port", "0");
        using var request = new HttpRequestMessage(new(method), "/") { Content = body.Length > 0 ? new StringContent(body) : null };

        using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body.Length > 0 ? body : "OK", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Root_HeadAndOptions_AnswerWithoutContent()
    {
        await using ServerProcess server = await StartAsync("--port", "0");
        using var head = new HttpRequestMessage(HttpMethod.Head, "/");
        using var options = new HttpRequestMessage(HttpMethod.Options, "/");

        using HttpResponseMessage headResponse = await server.Client.SendAsync(head, TestContext.Current.CancellationToken);
        using HttpResponseMessage optionsResponse = await server.Client.SendAsync(options, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, 2L), (headResponse.StatusCode, headResponse.Content.Headers.ContentLength));
        Assert.Contains("GET", optionsResponse.Content.Headers.Allow);
    }

    [Fact]
    public async Task EchoAndCookie_OverTls_ListWhatCame()
    {
        await using ServerProcess server = await StartAsync("--port", "0", "--tls-port", "0");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/echo") { Headers = { { "X-One", "1" }, { "Cookie", "a=b; c=d" } } };
        using var cookies = new HttpRequestMessage(HttpMethod.Get, "/cookie") { Headers = { { "Cookie", "a=b; c=d" } } };

        using HttpResponseMessage echo = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using HttpResponseMessage cookie = await server.Client.SendAsync(cookies, TestContext.Current.CancellationToken);

        Assert.Contains("X-One: 1\n", await echo.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("a=b\nc=d\n", await cookie.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Task<ServerProcess> StartAsync(params string[] options)
    {
        (string fileName, string[] arguments) = BuiltPrograms.CommandOf("Rpress.ConformanceServer");
        return ServerProcess.StartAsync(fileName, [.. arguments, .. options]);
    }
}
