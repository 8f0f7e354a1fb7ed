using System.Net;
using System.Net.Security;
using Rpress.TestKit;

namespace Rpress.Client.Tests;

public sealed class ClientSettingsTests
{
    private static readonly TimeSpan _day = TimeSpan.FromDays(1);
    private static readonly TimeSpan _millisecond = TimeSpan.FromMilliseconds(1);

    public static TheoryData<string, Action<SocketIoClientOptions>> Refused => new()
    {
        { "ReconnectionDelay", options => options.ReconnectionDelay = _millisecond - TimeSpan.FromTicks(1) },
        { "ReconnectionDelay", options => options.ReconnectionDelay = _day + TimeSpan.FromTicks(1) },
        { "ReconnectionDelayMax", options => options.ReconnectionDelayMax = TimeSpan.Zero },
        { "ReconnectionDelayMax", options => options.ReconnectionDelayMax = _day + _millisecond },
        { "ConnectTimeout", options => options.ConnectTimeout = TimeSpan.Zero },
        { "ConnectTimeout", options => options.ConnectTimeout = Timeout.InfiniteTimeSpan },
        { "AckTimeout", options => options.AckTimeout = TimeSpan.Zero },
        { "AckTimeout", options => options.AckTimeout = _day + _millisecond },
        { "ReconnectionAttempts", options => options.ReconnectionAttempts = 0 },
        { "Retries", options => options.Retries = -1 },
        { "CompressionThreshold", options => options.CompressionThreshold = -1 },
        { "MaxSendQueueSize", options => options.MaxSendQueueSize = 0 },
        { "MaxPendingAcks", options => options.MaxPendingAcks = 0 },
        { "MaxMessageSize", options => options.MaxMessageSize = 0 },
        { "EventConcurrency", options => options.EventConcurrency = 0 },
        { "MaxQueuedEvents", options => options.MaxQueuedEvents = 0 },
        { "MaxQueuedEventSize", options => options.MaxQueuedEventSize = 0 },
        { "MaxAttachments", options => options.MaxAttachments = -1 },
        { "MaxJsonDepth", options => options.MaxJsonDepth = 0 },
        { "MaxJsonDepth", options => options.MaxJsonDepth = 1001 },
        { "RandomizationFactor", options => options.RandomizationFactor = -0.001 },
        { "RandomizationFactor", options => options.RandomizationFactor = 1.001 },
        { "RandomizationFactor", options => options.RandomizationFactor = double.NaN },
        { "Transports", options => options.Transports = [] },
        { "Transports", options => options.Transports = [SocketTransport.Polling, SocketTransport.Polling] },
        { "Transports", options => options.Transports = [(SocketTransport)9] },
        { "HttpHandler", options => (options.HttpHandler, options.Cookies) = (new HttpClientHandler(), new()) },
        { "HttpHandler", options => (options.HttpHandler, options.Proxy) = (new HttpClientHandler(), new WebProxy()) },
        { "HttpHandler", options => (options.HttpHandler, options.Tls) = (new HttpClientHandler(), new SslClientAuthenticationOptions()) },
        { "Parser", options => options.Parser = null! },
        { "TimeProvider", options => options.TimeProvider = null! },
        { "Path", options => options.Path = "x" },
        { "Headers", options => options.Headers = new Dictionary<string, string> { ["a b"] = "1" } },
        { "Headers", options => options.Headers = new Dictionary<string, string> { ["Content-Type"] = "1" } },
        { "Headers", options => options.Headers = new Dictionary<string, string> { ["X"] = null! } },
        { "Headers", options => options.Headers = new Dictionary<string, string> { ["X"] = "a\r\nb" } },
    };

    public static TheoryData<string, Action<SocketIoClientOptions>> Taken => new()
    {
        { "ReconnectionDelay", options => options.ReconnectionDelay = _millisecond },
        { "ReconnectionDelay", options => options.ReconnectionDelay = _day },
        { "ReconnectionDelayMax", options => options.ReconnectionDelayMax = _millisecond },
        { "ReconnectionDelayMax", options => options.ReconnectionDelayMax = _day },
        { "ConnectTimeout", options => options.ConnectTimeout = _millisecond },
        { "ConnectTimeout", options => options.ConnectTimeout = _day },
        { "AckTimeout", options => options.AckTimeout = _millisecond },
        { "AckTimeout", options => options.AckTimeout = _day },
        { "ReconnectionAttempts", options => options.ReconnectionAttempts = 1 },
        { "Retries", options => options.Retries = 0 },
        { "CompressionThreshold", options => options.CompressionThreshold = 0 },
        { "MaxSendQueueSize", options => options.MaxSendQueueSize = 1 },
        { "MaxPendingAcks", options => options.MaxPendingAcks = 1 },
        { "MaxMessageSize", options => options.MaxMessageSize = 1 },
        { "EventConcurrency", options => options.EventConcurrency = 1 },
        { "MaxQueuedEvents", options => options.MaxQueuedEvents = 1 },
        { "MaxQueuedEventSize", options => options.MaxQueuedEventSize = 1 },
        { "MaxAttachments", options => options.MaxAttachments = 0 },
        { "MaxJsonDepth", options => options.MaxJsonDepth = 1 },
        { "MaxJsonDepth", options => options.MaxJsonDepth = 1000 },
        { "RandomizationFactor", options => options.RandomizationFactor = 0 },
        { "RandomizationFactor", options => options.RandomizationFactor = 1 },
        { "Transports", options => options.Transports = [SocketTransport.Polling, SocketTransport.WebSocket] },
        { "HttpHandler", options => options.HttpHandler = new HttpClientHandler() },
        { "Proxy", options => (options.Cookies, options.Proxy, options.Tls) = (new(), new WebProxy(), new()) },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Client_WithASettingOutOfRange_IsRefusedByItsName(string setting, Action<SocketIoClientOptions> change)
    {
        SocketIoClientOptions options = CreateOptions(change);

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new SocketIoClient("http://a", options));

        Assert.Contains($"SocketIoClientOptions.{setting} ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Taken), DisableDiscoveryEnumeration = true)]
    public async Task Client_WithASettingAtItsLimit_IsMade(string setting, Action<SocketIoClientOptions> change)
    {
        SocketIoClientOptions options = CreateOptions(change);

        await using var client = new SocketIoClient("http://a", options);

        Assert.False(client.IsActive, setting);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("ftp://example.com/")]
    public void Client_OfNoServersUrl_IsRefused(string url)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new SocketIoClient(url));

        Assert.Contains($"'{url}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Client_WithAuthThatIsNoObject_IsRefused()
    {
        foreach (object auth in (object[])["token", 1, (int[])[1]])
        {
            Assert.Throws<ArgumentException>(() => new SocketIoClient("http://a", new() { Auth = auth }));
        }
    }

    [Fact]
    public async Task Options_ChangedAfterwards_HaveNoEffect()
    {
        await using var test = new TestClient(options => options.Headers = new Dictionary<string, string> { ["X-A"] = "1" });
        var headers = new Dictionary<string, string> { ["X-A"] = "1" };
        await using var client = new SocketIoClient(test.Server.Url, new() { Headers = headers, Reconnection = false });
        headers["X-A"] = "2";

        client.Connect();
        ScriptedRequest handshake = await test.Server.ReadHandshakeAsync();
        await handshake.AnswerAsync(500, "");

        Assert.Equal("1", handshake.Header("X-A"));
    }

    private static SocketIoClientOptions CreateOptions(Action<SocketIoClientOptions> change)
    {
        var options = new SocketIoClientOptions { TimeProvider = new CountingTimeProvider() };
        change(options);
        return options;
    }
}
