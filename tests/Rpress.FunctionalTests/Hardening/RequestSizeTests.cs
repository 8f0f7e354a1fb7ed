using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>The limits on line and headers: 8 KiB, 8 KiB, 100 fields, alike on HTTP/1.1 and HTTP/2 (RFC 6585 §5, RFC 9110 §15.5.15).</summary>
public sealed class RequestSizeTests
{
    // "GET " + target + " HTTP/1.1"
    private const int LongestTarget = 8192 - 13;

    // "Host: x" and "X: " with their line ends
    private const int LongestValue = 8192 - 9 - 5;

    public static TheoryData<bool, int, int> Targets { get; } = Sized(
        (LongestTarget - 1, 200), (LongestTarget, 200), (LongestTarget + 1, 414), (10_000, 414));

    public static TheoryData<bool, int, int> Values { get; } = Sized(
        (LongestValue - 1, 200), (LongestValue, 200), (LongestValue + 1, 431), (12_000, 431));

    public static TheoryData<bool, int, int> Counts { get; } = Sized((99, 200), (100, 200), (101, 431), (150, 431));

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task RequestLine_AroundItsLimit_IsServedOrRefusedWith414(bool http2, int length, int status)
    {
        Assert.Equal(status, await SendAsync(http2, "/" + new string('a', length - 1)));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task HeaderSection_AroundItsLimit_IsServedOrRefusedWith431(bool http2, int length, int status)
    {
        Assert.Equal(status, await SendAsync(http2, "/", ("x", new string('a', length))));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public async Task HeaderCount_AroundItsLimit_IsServedOrRefusedWith431(bool http2, int count, int status)
    {
        // Host is one of them; equal names count each
        var fields = Enumerable.Range(1, count - 1).Select(i => ($"x{i % 50}", "1"));

        Assert.Equal(status, await SendAsync(http2, "/", [.. fields]));
    }

    // far above, Kestrel's own wall answers
    [Theory]
    [InlineData(20_000, 0, 0, 414)]
    [InlineData(1, 40_000, 0, 431)]
    [InlineData(1, 0, 250, 431)]
    public async Task Request_FarAboveTheLimits_IsRefusedAndEndsTheConnection(int target, int value, int count, int status)
    {
        await using var server = await RecordingServer.StartAsync();
        var fields = string.Concat(Enumerable.Range(0, count).Select(i => $"X{i}: 1\r\n"));
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync($"GET /{new string('a', target)} HTTP/1.1\r\nHost: x\r\nX: {new string('a', value)}\r\n{fields}\r\n");
        var response = await connection.ReadLastAsync();

        Assert.Equal(status, response.Status);
        Assert.Empty(server.Seen);
    }

    private static async Task<int> SendAsync(bool http2, string target, params (string Name, string Value)[] fields)
    {
        await using var server = await RecordingServer.StartAsync(protocol: http2 ? HttpProtocolKind.Http2Tls : HttpProtocolKind.Http1);
        if (!http2)
        {
            var lines = string.Concat(fields.Select(field => $"{field.Name}: {field.Value}\r\n"));
            await using var connection = await server.Server.ConnectAsync();
            await connection.SendAsync($"GET {target} HTTP/1.1\r\nHost: x\r\n{lines}\r\n");
            return (await connection.ReadResponseAsync()).Status;
        }

        await using var connection2 = await server.Server.ConnectHttp2Async();
        await connection2.SendHeadersAsync(
            1, true, [(":method", "GET"), (":scheme", "https"), (":path", target), (":authority", "x"), .. fields]);
        return (await connection2.ReadResponseAsync(1)).Status;
    }

    private static TheoryData<bool, int, int> Sized(params (int Size, int Status)[] cases)
    {
        var data = new TheoryData<bool, int, int>();
        foreach (var (size, status) in cases)
        {
            data.Add(false, size, status);
            data.Add(true, size, status);
        }

        return data;
    }
}
