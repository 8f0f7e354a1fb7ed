using Rpress.TestKit;

namespace Rpress.FunctionalTests.Responses;

public sealed class FileTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_ThatExists_IsSentWithItsLength(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        var kept = ResponsePayload.File(folder.WriteFile("a.bin", bytes), "application/x-test");
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => kept), protocol);

        for (var i = 0; i < 2; i++)
        {
            var reply = await server.GetAsync("/");
            Assert.Equal(("300000", "application/x-test", null), (reply.Header("Content-Length"), reply.Header("Content-Type"), reply.Header("Content-Disposition")));
            Assert.Equal(bytes, reply.Bytes);
        }

        var head = await server.SendAsync(HttpMethod.Head, "/");
        Assert.Equal(("300000", 0), (head.Header("Content-Length"), head.Bytes.Length));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_ThatIsMissingOrAFolder_Is404WithoutItsPath(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/missing", _ => ResponsePayload.File(folder.Combine("secret-name.txt")))
                .Get("/folder", _ => ResponsePayload.File(folder.Path))),
            protocol);

        foreach (var path in new[] { "/missing", "/folder" })
        {
            var reply = await server.GetAsync(path);
            Assert.Equal(404, reply.Status);
            Assert.DoesNotContain("rpress-", reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_WithDownloadName_IsQuotedAndEncoded(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        var path = folder.WriteFile("a.txt", "x");
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", req => ResponsePayload.File(path, downloadName: req.Query["name"]))), protocol);

        // RFC 6266 §4.3, RFC 8187
        foreach (var (name, expected) in new[]
        {
            ("report.pdf", "attachment; filename=report.pdf; filename*=UTF-8''report.pdf"),
            ("my%20report.pdf", "attachment; filename=\"my report.pdf\"; filename*=UTF-8''my%20report.pdf"),
            ("%C5%BC%22.pdf", "attachment; filename=\"_\\\".pdf\"; filename*=UTF-8''%C5%BC%22.pdf"),
        })
        {
            Assert.Equal(expected, (await server.GetAsync($"/?name={name}")).Header("Content-Disposition"));
        }

        var split = await server.GetAsync("/?name=a%0D%0ASet-Cookie:%20b=c");
        Assert.Null(split.Header("Set-Cookie"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task File_ThatVanishesBeforeItIsSent_Is500WithoutItsPath(HttpProtocolKind protocol)
    {
        using var folder = new TempDirectory();
        var path = folder.WriteFile("a.txt", "x");
        var kept = ResponsePayload.File(path);
        File.Delete(path);
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => kept), protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal((500, ""), (reply.Status, reply.Text));
    }
}
