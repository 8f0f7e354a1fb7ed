using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Samples;

public sealed class ChatFileTests(ChatFixture sample) : IClassFixture<ChatFixture>
{
    private const int LargestFile = 2 * 1024 * 1024;

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(LargestFile, true)]
    [InlineData(LargestFile + 1, false)]
    public async Task File_OfEachSize_IsSentOrRefused(int size, bool isSent)
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Sizes");
        var id = Guid.NewGuid();

        string ack = await ada.SendFileAsync(id, "data.bin", "", new byte[size]);

        using HttpResponseMessage response = await sample.Client.GetAsync($"/files/{id}", TestContext.Current.CancellationToken);
        Assert.Equal(isSent ? 200 : 404, (int)response.StatusCode);
        Assert.Equal(!isSent, ack == """430[{"message":null,"error":"A file has 1 byte to 2 MB."}]""");
        Assert.Equal(isSent, ack.Contains($$""","file":{"name":"data.bin","type":"application/octet-stream","size":{{size}},"""));
    }

    // as Base64 it is larger by a third
    [Fact]
    public async Task File_AtTheLimitOverPolling_IsSent()
    {
        PollingText ada = await PollingText.OpenAsync(sample.Client, """{"name":"Ada"}""");

        await ada.SendAsync($$"""451-0["file","{{Guid.NewGuid()}}","data.bin","",{"_placeholder":true,"num":0}]""", $"b{Convert.ToBase64String(new byte[LargestFile])}");

        Assert.Contains($"\"size\":{LargestFile}", await ada.ReceiveAsync("430"));
    }

    [Theory]
    [InlineData("image/png", "image/png", "inline")]
    [InlineData("image/svg+xml", "application/octet-stream", "attachment")]
    [InlineData("text/html", "application/octet-stream", "attachment")]
    public async Task File_OfEachType_IsShownOrSaved(string type, string servedType, string disposition)
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Types");
        await using WebSocketText grace = await EnterAsync("Grace", "Types");
        var id = Guid.NewGuid();
        byte[] data = [0, 127, 255];

        await ada.SendFileAsync(id, "Größe.x", type, data);
        Assert.Contains($"\"id\":\"{id}\"", await grace.ReceiveAsync("42[\"message\""));
        using HttpResponseMessage response = await sample.Client.GetAsync($"/files/{id}", TestContext.Current.CancellationToken);

        Assert.Equal(data, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(servedType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((disposition, "Größe.x"), (response.Content.Headers.ContentDisposition?.DispositionType, response.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("/files/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("/files/..%2Fchat.db", 400)]
    public async Task File_ThatIsNone_IsNotFound(string path, int status)
    {
        Assert.Equal(status, (await sample.GetAsync(path)).Status);
    }

    private Task<WebSocketText> EnterAsync(string name, string room) => ChatText.EnterAsync(sample.Client.BaseAddress!, name, room);
}
