using System.IO.Compression;
using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>RFC 9110 §8.4 and §12.5.3: the answers to polls in the coding that a client accepts.</summary>
public sealed class PollCompressionTests
{
    private static readonly string _long = new('x', 1023); // and the packet's type

    [Theory]
    [InlineData("gzip, deflate, br", "gzip")]
    [InlineData("deflate", "deflate")]
    [InlineData("gzip;q=0.5, deflate", "deflate")]
    [InlineData("br", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("identity", null)]
    public async Task Poll_FromTheThresholdOn_IsInTheCodingThatTheClientAccepts(string accepted, string? coding)
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        app.Handler.Session.Send(EngineApp.Text(_long));

        var reply = await PollAsync(app, sid, accepted);

        Assert.Equal(coding, reply.Header("Content-Encoding"));
        Assert.Equal("Accept-Encoding", reply.Header("Vary"));
        Assert.Equal($"{reply.Bytes.Length}", reply.Header("Content-Length"));
        Assert.Equal(coding is not null, reply.Bytes.Length < 100);
        Assert.Equal("4" + _long, Decode(reply));
        Assert.Equal("text/plain; charset=UTF-8", reply.Header("Content-Type"));
    }

    [Fact]
    public async Task Poll_ThatWaited_IsCompressedToo()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        var poll = PollAsync(app, sid, "gzip");
        await Eventually.TrueAsync(() => app.Handler.Session.IsPolling, "the GET to wait");

        app.Handler.Session.Send(EngineApp.Text(_long));

        Assert.Equal("gzip", (await poll).Header("Content-Encoding"));
        Assert.Equal("4" + _long, Decode(await poll));
    }

    [Fact]
    public async Task Poll_BelowTheThreshold_IsSentAsItIs()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        app.Handler.Session.Send(EngineApp.Text(_long[1..]));

        var reply = await PollAsync(app, sid, "gzip");

        Assert.Equal((null, null), (reply.Header("Content-Encoding"), reply.Header("Vary")));
        Assert.Equal("4" + _long[1..], reply.Text);
    }

    // engine.io: one packet that may be compressed is enough
    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "gzip")]
    public async Task Poll_OfMessagesThatAskForNoCompression_IsCompressedOnlyForAnother(bool areAll, string? coding)
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        app.Handler.Session.Send(EngineApp.Text(_long), SendFlags.Uncompressed);
        app.Handler.Session.Send(EngineApp.Text("a"), areAll ? SendFlags.Uncompressed : SendFlags.None);

        var reply = await PollAsync(app, sid, "gzip");

        Assert.Equal(coding, reply.Header("Content-Encoding"));
        Assert.Equal($"4{_long}\u001e4a", Decode(reply));
    }

    [Fact]
    public async Task HttpCompression_OffOrWithAnotherThreshold_IsWhatItSays()
    {
        await using var off = await EngineApp.StartAsync(new() { HttpCompression = null });
        await using var low = await EngineApp.StartAsync(new() { HttpCompression = new() { Threshold = 100 } });
        string offSid = await off.OpenPollingAsync(), lowSid = await low.OpenPollingAsync();
        off.Handler.Session.Send(EngineApp.Text(_long));
        low.Handler.Session.Send(EngineApp.Text(_long[..100]));

        Assert.Null((await PollAsync(off, offSid, "gzip")).Header("Content-Encoding"));
        Assert.Equal("gzip", (await PollAsync(low, lowSid, "gzip")).Header("Content-Encoding"));
    }

    private static Task<Reply> PollAsync(EngineApp app, string sid, string accepted) =>
        app.Server.GetAsync(EngineApp.PollingOf(sid), ("Accept-Encoding", accepted));

    private static string Decode(Reply reply)
    {
        using var input = new MemoryStream(reply.Bytes);
        using Stream decoder = reply.Header("Content-Encoding") switch
        {
            "gzip" => new GZipStream(input, CompressionMode.Decompress),
            "deflate" => new ZLibStream(input, CompressionMode.Decompress),
            _ => input,
        };
        using var text = new StreamReader(decoder, Encoding.UTF8);
        return text.ReadToEnd();
    }
}
