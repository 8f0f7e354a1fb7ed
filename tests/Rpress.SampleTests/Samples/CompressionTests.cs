using System.IO.Compression;
using System.Text;

namespace Rpress.SampleTests.Samples;

public sealed class CompressionTests(CompressionFixture sample) : IClassFixture<CompressionFixture>
{
    [Theory]
    [InlineData("/products", "\"name\":\"Product 500\"")]
    [InlineData("/log", "100 nothing to report\n")]
    [InlineData("/ticks", "data: tick 3\n\n")]
    public async Task Response_ForEveryCoding_HoldsTheSame(string path, string expected)
    {
        foreach (string coding in new[] { "br", "gzip", "identity" })
        {
            (string? named, byte[] bytes) = await GetAsync(path, coding);
            Assert.Equal(coding, named ?? "identity");
            Assert.Contains(expected, Decode(named, bytes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Account_ThatIsExempt_IsNeverEncoded()
    {
        (string? named, byte[] bytes) = await GetAsync($"/account?search={new string('a', 1000)}", "br, gzip");

        Assert.Null(named);
        Assert.Contains("token 4711", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Products_SentEncoded_AreRead(string coding)
    {
        (int status, string body) = await PostAsync(coding, """[{"id":1,"name":"a","price":1.5},{"id":2,"name":"b","price":2}]""");

        Assert.Equal((200, "2 products, 3.50 in all"), (status, body));
    }

    [Fact]
    public async Task Products_OfMoreThanTheLimitDecoded_Are413() =>
        Assert.Equal(413, (await PostAsync("gzip", $"[{new string(' ', 1024 * 1024)}]")).Status);

    private async Task<(string? Coding, byte[] Bytes)> GetAsync(string path, string coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", coding);
        using HttpResponseMessage response = await sample.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (
            response.Content.Headers.ContentEncoding.SingleOrDefault(),
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private Task<(int Status, string Body)> PostAsync(string coding, string json)
    {
        var encoded = new MemoryStream();
        using (Stream encoder = coding == "br" ? new BrotliStream(encoded, CompressionLevel.Fastest) : new GZipStream(encoded, CompressionLevel.Fastest))
        {
            encoder.Write(Encoding.UTF8.GetBytes(json));
        }

        var content = new ByteArrayContent(encoded.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add(coding);
        return sample.SendAsync(HttpMethod.Post, "/products", content);
    }

    private static string Decode(string? coding, byte[] bytes)
    {
        var encoded = new MemoryStream(bytes);
        using Stream decoder = coding switch
        {
            "br" => new BrotliStream(encoded, CompressionMode.Decompress),
            "gzip" => new GZipStream(encoded, CompressionMode.Decompress),
            _ => encoded,
        };
        return new StreamReader(decoder).ReadToEnd();
    }
}
