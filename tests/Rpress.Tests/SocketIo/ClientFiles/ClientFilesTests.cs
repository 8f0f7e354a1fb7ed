using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Rpress.Tests.Middleware.Tracing;

namespace Rpress.Tests.SocketIo.ClientFiles;

public sealed class ClientFilesTests
{
    private const string Tag = "\"4.8.0\"";

    private static readonly string _script = string.Concat(Enumerable.Repeat("const ping = 'probe';\n", 100));

    private readonly Rpress.ClientFiles _files = new(name => Encoding.UTF8.GetBytes(
        name == "package.json" ? """{"name": "socket.io-client", "version": "4.8.0"}""" : $"// {name}\n{_script}"));

    public static TheoryData<string> Names { get; } =
    [
        "socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js",
        "socket.io.js.map", "socket.io.min.js.map", "socket.io.esm.min.js.map", "socket.io.msgpack.min.js.map",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Get_EachFile_IsItWithTheVersionAsTag(string name)
    {
        ResponsePayload payload = Answer(_files, name)!;

        Assert.Equal(200, payload.Status);
        Assert.Equal($"// {name}\n{_script}", Encoding.UTF8.GetString(BytesOf(payload)));
        Assert.Equal(
            name.EndsWith(".map", StringComparison.Ordinal) ? "application/json; charset=utf-8" : "application/javascript; charset=utf-8",
            payload.ContentType);
        Assert.Equal(
            [("ETag", Tag), ("Cache-Control", "public, max-age=0"), ("Vary", "Accept-Encoding")],
            payload.Headers.Select(field => (field.Key, field.Value)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("socket.io")]
    [InlineData("Socket.io.js")]
    [InlineData("socket.io.esm.js")]
    [InlineData("socket.io.js/")]
    [InlineData("package.json")]
    [InlineData("LICENSE")]
    public void Get_AnotherName_IsNotTheirs(string name) => Assert.Null(Answer(_files, name));

    // RFC 9110 §8.8.1: the encoded forms are other bytes, so they have the tag weakly.
    [Theory]
    [InlineData("br, gzip, deflate", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("deflate", "deflate")]
    public void Get_FromAClientThatReadsACoding_IsEncodedOnce(string accepted, string coding)
    {
        ResponsePayload first = Answer(_files, "socket.io.js", ("Accept-Encoding", accepted))!;
        ResponsePayload second = Answer(_files, "socket.io.js", ("Accept-Encoding", accepted))!;

        Assert.Same(first, second);
        Assert.Equal((coding, "W/" + Tag, "Accept-Encoding"), (first.Headers["Content-Encoding"], first.Headers["ETag"], first.Headers["Vary"]));
        Assert.Equal($"// socket.io.js\n{_script}", Decode(BytesOf(first), coding));
        Assert.False(first.Content!.IsCodingOpen);
    }

    // RFC 9110 §13.1.2: the comparison is the weak one.
    [Theory]
    [InlineData("\"4.8.0\"", null, 304, "\"4.8.0\"")]
    [InlineData("W/\"4.8.0\"", null, 304, "\"4.8.0\"")]
    [InlineData("\"4.7.5\", \"4.8.0\"", null, 304, "\"4.8.0\"")]
    [InlineData("*", null, 304, "\"4.8.0\"")]
    [InlineData("\"4.8.0\"", "gzip", 304, "W/\"4.8.0\"")]
    [InlineData("\"4.7.5\"", null, 200, "\"4.8.0\"")]
    [InlineData("4.8.0", null, 200, "\"4.8.0\"")]
    public void Get_OfAKnownVersion_IsNotModified(string known, string? accepted, int status, string tag)
    {
        ResponsePayload payload = Answer(_files, "socket.io.min.js", ("If-None-Match", known), ("Accept-Encoding", accepted))!;

        Assert.Equal((status, tag), (payload.Status, payload.Headers["ETag"]));
        Assert.Equal(("public, max-age=0", "Accept-Encoding"), (payload.Headers["Cache-Control"], payload.Headers["Vary"]));
        Assert.Equal(status == 304, payload.Content is null && payload.ContentType is null);
    }

    [Fact]
    public void Head_OfAFile_IsAnsweredAsGet() =>
        Assert.Same(Answer(_files, "socket.io.js"), _files.Answer(new PlainExchange("HEAD").MakeRequest(), "socket.io.js"));

    // RFC 9110 §15.5.6: 405 carries Allow.
    [Theory]
    [InlineData("POST", 405)]
    [InlineData("DELETE", 405)]
    [InlineData("OPTIONS", 204)]
    public void OtherMethods_OfAFile_NameTheAllowedOnes(string method, int status)
    {
        ResponsePayload payload = _files.Answer(new PlainExchange(method).MakeRequest(), "socket.io.js")!;

        Assert.Equal((status, "GET, HEAD, OPTIONS"), (payload.Status, payload.Headers["Allow"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Get_FromABuildWithoutNpm_ExplainsTheGap(string name)
    {
        var missing = new Rpress.ClientFiles(_ => null);

        ResponsePayload payload = Answer(missing, name)!;

        Assert.Equal(404, payload.Status);
        Assert.Contains("npm was missing", Encoding.UTF8.GetString(BytesOf(payload)), StringComparison.Ordinal);
        Assert.Null(Answer(missing, "other.js"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Embedded_EachFile_IsThatOfTheClient(string name)
    {
        ResponsePayload payload = Answer(Rpress.ClientFiles.Embedded, name)!;
        Assert.SkipWhen(payload.Status == 404 && Environment.GetEnvironmentVariable("CI") != "true", "This build was made without npm, so it has no client files.");

        string text = Encoding.UTF8.GetString(BytesOf(payload));

        Assert.Matches("^\"4\\.8\\.[0-9]+\"$", payload.Headers["ETag"]);
        if (name.EndsWith(".map", StringComparison.Ordinal))
        {
            Assert.Equal(3, JsonDocument.Parse(text).RootElement.GetProperty("version").GetInt32());
        }
        else
        {
            Assert.Contains($"Socket.IO v{payload.Headers["ETag"]!.Trim('"')}", text, StringComparison.Ordinal);
            Assert.EndsWith($"//# sourceMappingURL={name}.map", text.TrimEnd(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Embedded_Licence_IsWithTheFiles()
    {
        var resources = typeof(RpressApp).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("socket.io-client/", StringComparison.Ordinal)).ToList();

        Assert.True(resources.Count == 0 || resources.Contains("socket.io-client/LICENSE"));
    }

    private static ResponsePayload? Answer(Rpress.ClientFiles files, string name, params (string Name, string? Value)[] fields)
    {
        var exchange = new PlainExchange();
        foreach (var (field, value) in fields)
        {
            exchange.RequestHeaders[field] = value;
        }

        return files.Answer(exchange.MakeRequest(), name);
    }

    private static byte[] BytesOf(ResponsePayload payload)
    {
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        ((BufferedContent)payload.Content!).WriteTo(writer);
        return writer.WrittenSpan.ToArray();
    }

    private static string Decode(byte[] encoded, string coding)
    {
        using Stream decoder = coding switch
        {
            "br" => new BrotliStream(new MemoryStream(encoded), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(encoded), CompressionMode.Decompress),
            _ => new ZLibStream(new MemoryStream(encoded), CompressionMode.Decompress),
        };
        return new StreamReader(decoder).ReadToEnd();
    }
}
