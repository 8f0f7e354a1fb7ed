using System.Globalization;

namespace Rpress.Client.Tests;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("/socket.io/", true, "/socket.io/?EIO=4&transport=polling")]
    [InlineData("/socket.io", true, "/socket.io/?EIO=4&transport=polling")]
    [InlineData("/socket.io/", false, "/socket.io?EIO=4&transport=polling")]
    [InlineData("/a/b", false, "/a/b?EIO=4&transport=polling")]
    [InlineData("/", true, "/?EIO=4&transport=polling")]
    public void RequestUri_OfAPath_EndsItAsTold(string path, bool addTrailingSlash, string expected)
    {
        ClientAddress address = CreateAddress("http://a:1", new() { Path = path, AddTrailingSlash = addTrailingSlash, TimestampRequests = false });

        Assert.Equal(expected, address.RequestUri(SocketTransport.Polling, null).PathAndQuery);
    }

    [Theory]
    [InlineData("http://a", SocketTransport.Polling, "http://a:80/")]
    [InlineData("ws://a:81", SocketTransport.Polling, "http://a:81/")]
    [InlineData("https://a:82/chat", SocketTransport.Polling, "https://a:82/")]
    [InlineData("http://a:83", SocketTransport.WebSocket, "ws://a:83/")]
    [InlineData("https://a:84", SocketTransport.WebSocket, "wss://a:84/")]
    [InlineData("wss://a", SocketTransport.WebSocket, "wss://a:443/")]
    [InlineData("ws://a", SocketTransport.WebSocket, "ws://a:80/")]
    [InlineData("http://[::1]:85", SocketTransport.WebSocket, "ws://[::1]:85/")]
    public void RequestUri_OfAUrl_HasTheTransportsSchemeAndTheServersPort(string url, SocketTransport transport, string expected)
    {
        Uri uri = CreateAddress(url).RequestUri(transport, null);

        Assert.Equal(expected, $"{uri.Scheme}://{uri.Host}:{uri.Port}/");
    }

    [Fact]
    public void RequestUri_WithASid_SendsItEscapedAfterTheTransport()
    {
        ClientAddress address = CreateAddress("http://a", new() { TimestampRequests = false });

        Assert.Equal("?EIO=4&transport=websocket&sid=a%26b", address.RequestUri(SocketTransport.WebSocket, "a&b").Query);
    }

    [Fact]
    public void RequestUri_WithQueries_SendsThoseOfTheUrlUnlessTheOptionsHaveThem()
    {
        var options = new SocketIoClientOptions { TimestampRequests = false, Query = new Dictionary<string, string> { ["b"] = "x y", ["c&"] = "=" } };
        ClientAddress address = CreateAddress("http://a/chat?a=1%20&b=2&flag", options);

        Assert.Equal("?a=1%20&flag&b=x%20y&c%26=%3D&EIO=4&transport=polling", address.RequestUri(SocketTransport.Polling, null).Query);
    }

    [Theory]
    [InlineData("http://a/?EIO=3", null, "EIO")]
    [InlineData("http://a/?x=1&transport=polling", null, "transport")]
    [InlineData("http://a/?%73id=1", null, "sid")]
    [InlineData("http://a", "EIO", "EIO")]
    [InlineData("http://a", "transport", "transport")]
    [InlineData("http://a", "sid", "sid")]
    public void Address_WithAReservedParameter_IsRefusedByName(string url, string? option, string named)
    {
        var options = new SocketIoClientOptions { Query = option is null ? null : new Dictionary<string, string> { [option] = "1" } };

        ArgumentException error = Assert.Throws<ArgumentException>(() => CreateAddress(url, options));

        Assert.Contains($"'{named}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, SocketTransport.Polling, true)]
    [InlineData(null, SocketTransport.WebSocket, false)]
    [InlineData(true, SocketTransport.Polling, true)]
    [InlineData(true, SocketTransport.WebSocket, true)]
    [InlineData(false, SocketTransport.Polling, false)]
    [InlineData(false, SocketTransport.WebSocket, false)]
    public void RequestUri_Timestamp_IsThereAsToldOrForPollingAlone(bool? setting, SocketTransport transport, bool expected)
    {
        ClientAddress address = CreateAddress("http://a", new() { TimestampRequests = setting });

        Assert.Equal(expected, address.RequestUri(transport, "s").Query.Contains("&t=", StringComparison.Ordinal));
    }

    [Fact]
    public void RequestUri_Timestamps_NeverComeTwice()
    {
        ClientAddress address = CreateAddress("http://a");

        var uris = Enumerable.Range(0, 1000).Select(_ => address.RequestUri(SocketTransport.Polling, null).Query).ToHashSet();

        Assert.Equal(1000, uris.Count);
        Assert.All(uris, uri => Assert.Matches("^\\?EIO=4&transport=polling&t=[0-9a-z]+$", uri));
    }

    [Theory]
    [InlineData("http://a", "/")]
    [InlineData("http://a/", "/")]
    [InlineData("http://a/admin?x=1", "/admin")]
    [InlineData("http://a/my%20room", "/my room")]
    [InlineData("https://a:1/a/b", "/a/b")]
    public void Namespace_OfAUrl_IsItsPath(string url, string expected) => Assert.Equal(expected, CreateAddress(url).Namespace);

    [Theory]
    [InlineData("ftp://a")]
    [InlineData("file:///a")]
    [InlineData("/relative")]
    [InlineData("mailto:a@b")]
    [InlineData("http://a/b,c")]
    public void Address_OfAnotherUrl_IsRefusedByName(string url)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => CreateAddress(url));

        Assert.Contains(url, error.Message, StringComparison.Ordinal);
        Assert.Equal("url", error.ParamName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("socket.io")]
    public void Address_WithAPathOfNoSlash_IsRefused(string path)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => CreateAddress("http://a", new() { Path = path }));

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Path is '{path}'"), error.Message, StringComparison.Ordinal);
    }

    private static ClientAddress CreateAddress(string url, SocketIoClientOptions? options = null) => new(new Uri(url, UriKind.RelativeOrAbsolute), options ?? new());
}
