using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class MultipartTests
{
    private const string OnePart = "--B\nContent-Disposition: form-data; name=\"a\"\n\nx\n--B--\n";

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Parts_OfAForm_ArriveOneAfterTheOther(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        var reply = await server.PostAsync("/", new MultipartFormDataContent
        {
            { new StringContent("hello"), "title" },
            { RequestBodies.Typed(RequestBodies.Random(300_000), "video/mp4"), "film", "a.mp4" },
            { RequestBodies.Typed([], "text/plain"), "empty", "b.txt" },
        });

        Assert.Equal("title:False::5,film:True:a.mp4:300000,empty:True:b.txt:0", reply.Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Parts_LeftUnread_AreSkipped(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req =>
            {
                var names = new List<string>();
                await foreach (var part in req.Body.ReadMultipartAsync())
                {
                    names.Add(part.Name);
                }

                return string.Join(',', names);
            })),
            protocol);

        var reply = await server.PostAsync("/", new MultipartFormDataContent
        {
            { RequestBodies.Typed(new byte[200_000], null), "first", "a" }, { new StringContent("x"), "second" },
        });

        Assert.Equal("first,second", reply.Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task FileName_WithFolders_IsOnlyItsLastPart(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req =>
            {
                await foreach (var part in req.Body.ReadMultipartAsync())
                {
                    return part.FileName ?? "nothing";
                }

                return "no part";
            })),
            protocol);

        foreach (var (sent, expected) in new[]
        {
            ("../../etc/passwd", "passwd"), ("..\\\\..\\\\boot.ini", "boot.ini"), ("C:evil.exe", "evil.exe"), ("/abs/x.txt", "x.txt"),
            ("..", "nothing"), ("x/..", "nothing"), ("a/", "nothing"), ("name. . ", "name"), ("a..b.css", "a..b.css"), ("", "nothing"),
        })
        {
            var body = $"--B\nContent-Disposition: form-data; name=\"a\"; filename=\"{sent}\"\n\nx\n--B--\n";
            Assert.Equal((sent, expected), (sent, (await server.PostAsync("/", RequestBodies.Multipart(body))).Text));
        }

        var encoded = "--B\nContent-Disposition: form-data; name=\"a\"; filename=\"x\"; filename*=UTF-8''%2e%2e%2f%C5%BC.txt\n\nx\n--B--\n";
        Assert.Equal("ż.txt", (await server.PostAsync("/", RequestBodies.Multipart(encoded))).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Boundary_MissingOrTooLong_Is400(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        var longest = new string('b', 70);

        Assert.Equal(400, (await server.PostAsync("/", RequestBodies.Multipart(OnePart, "multipart/form-data"))).Status);
        Assert.Equal(400, (await server.PostAsync("/", RequestBodies.Multipart(OnePart, "multipart/form-data; boundary=\"\""))).Status);

        // RFC 2046 §5.1.1
        var tooLong = RequestBodies.Multipart(OnePart.Replace("B", longest + "b", StringComparison.Ordinal), $"multipart/form-data; boundary={longest}b");
        Assert.Equal(400, (await server.PostAsync("/", tooLong)).Status);
        var justRight = RequestBodies.Multipart(OnePart.Replace("B", longest, StringComparison.Ordinal), $"multipart/form-data; boundary={longest}");
        Assert.Equal("a:False::1", (await server.PostAsync("/", justRight)).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Parts_TooMany_Are413(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new() { MaxMultipartParts = 3 });

        foreach (var path in new[] { "/", "/whole" })
        {
            Assert.Equal((path, 200), (path, (await server.PostAsync(path, RequestBodies.Multipart(Parts(3)))).Status));
            Assert.Equal((path, 413), (path, (await server.PostAsync(path, RequestBodies.Multipart(Parts(4)))).Status));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task PartHeaders_TooLargeOrMalformedOrNameless_Are400(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        var manyHeaders = string.Concat(Enumerable.Range(0, 17).Select(i => $"X-{i}: y\n"));

        foreach (var headers in new[]
        {
            $"Content-Disposition: form-data; name=\"a\"\nX-Large: {new string('x', 16 * 1024)}\n", manyHeaders, "no colon\n",
            "Content-Type: text/plain\n", "Content-Disposition: form-data\n", "Content-Disposition: ;;;\n",
        })
        {
            var reply = await server.PostAsync("/", RequestBodies.Multipart($"--B\n{headers}\nx\n--B--\n"));
            Assert.Equal((headers[..5], 400), (headers[..5], reply.Status));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Multipart_ThatEndsEarly_Is400(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var path in new[] { "/", "/whole" })
        {
            foreach (var body in new[]
            {
                "", "--B", "--B\nContent-Dispo", "--B\nContent-Disposition: form-data; name=\"a\"\n\nhalf a part", OnePart[..^6], "no boundary at all",
            })
            {
                var reply = await server.PostAsync(path, RequestBodies.Multipart(body));
                Assert.Equal((path, body, 400), (path, body, reply.Status));
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Multipart_OfAnotherType_Is415(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var type in new[] { "multipart/mixed; boundary=B", "application/json", null })
        {
            Assert.Equal(415, (await server.PostAsync("/", RequestBodies.Typed("x", type))).Status);
        }
    }

    private static string Parts(int count) =>
        string.Concat(Enumerable.Repeat("--B\nContent-Disposition: form-data; name=\"a\"\n\nx\n", count)) + "--B--\n";

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, RpressOptions? options = null) => TestServer.StartAsync(
        TestApps.With(
            routes => routes
                .Post("/", async req =>
                {
                    var seen = new List<string>();
                    await foreach (var part in req.Body.ReadMultipartAsync())
                    {
                        seen.Add($"{part.Name}:{part.IsFile}:{part.FileName}:{(await part.ReadBytesAsync()).Length}");
                    }

                    return string.Join(',', seen);
                })
                .Post("/whole", async req => (await req.Body.ReadFormAsync()).Count),
            options),
        protocol);
}
