using System.Security.Cryptography;
using System.Text.Json;

namespace Rpress.SampleTests.Samples;

public sealed class UploadsTests(UploadsFixture sample) : IClassFixture<UploadsFixture>
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Page_Get_HoldsTheForm() =>
        Assert.Contains("multipart/form-data", (await sample.GetAsync("/")).Body);

    [Fact]
    public async Task Form_WithLargeFile_IsStoredWithItsHash()
    {
        byte[] file = RandomNumberGenerator.GetBytes(5 * Megabyte);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Holiday"), "title" },
            { new ByteArrayContent(file), "file", "../photo.jpg" },
        };

        (int status, string body) = await sample.SendAsync(HttpMethod.Post, "/upload", form);

        Assert.Equal(200, status);
        JsonElement result = JsonDocument.Parse(body).RootElement;
        JsonElement stored = Assert.Single(result.GetProperty("files").EnumerateArray());
        Assert.Equal("Holiday", result.GetProperty("title").GetString());
        Assert.Equal(file.Length, result.GetProperty("total").GetInt64());
        Assert.Equal("photo.jpg", stored.GetProperty("name").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), stored.GetProperty("sha256").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chunks_OfAnyFraming_AreCounted(bool isChunked)
    {
        (int status, string body) = await PostBytesAsync("/chunks", 3 * Megabyte, isChunked);

        Assert.Equal(200, status);
        Assert.StartsWith($"Processed {3 * Megabyte} bytes in ", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/chunks", 50 * Megabyte + 1)]
    [InlineData("/note", Megabyte + 1)]
    public async Task Body_OverItsLimit_Is413(string path, int size) =>
        Assert.Equal(413, (await PostBytesAsync(path, size, isChunked: false)).Status);

    [Fact]
    public async Task Note_AtTheLimit_IsTaken() =>
        Assert.Equal((200, $"A note of {Megabyte} bytes"), await PostBytesAsync("/note", Megabyte, isChunked: false));

    [Fact]
    public async Task Lines_ThroughThePipe_AreCounted() =>
        Assert.Equal(
            (200, "100000 lines"),
            await sample.SendAsync(HttpMethod.Post, "/lines", new StringContent(string.Concat(Enumerable.Repeat("line\n", 100_000)))));

    [Fact]
    public async Task File_ThroughTheStream_IsStored()
    {
        (int status, string body) = await sample.SendAsync(HttpMethod.Put, "/files/a", new StringContent("abc"));

        Assert.Equal(201, status);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData("abc"u8)), body);
    }

    private async Task<(int Status, string Body)> PostBytesAsync(string path, int size, bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[size]) };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.ExpectContinue = true; // so that a refusal arrives before the body is sent
        using HttpResponseMessage response = await sample.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
