using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class FormTests
{
    private const string FormType = "application/x-www-form-urlencoded";

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Form_Urlencoded_IsDecoded(HttpProtocolKind protocol)
    {
        await using var server = await StartListingAsync(protocol);

        Assert.Equal("a=1 2,b=ż&=,c=,a=3", (await server.PostAsync("/", RequestBodies.Typed("a=1+2&b=%C5%BC%26%3D&c&a=3", FormType))).Text);
        Assert.Equal("a=%zz", (await server.PostAsync("/", RequestBodies.Typed("a=%zz", FormType + "; charset=UTF-8"))).Text);
        Assert.Equal("", (await server.PostAsync("/", RequestBodies.Typed("", FormType))).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Form_OfEitherKind_HasTypedAndRepeatedFields(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req =>
            {
                var form = await req.Body.ReadFormAsync();
                return $"{form.Get<int>("age")} {string.Join(';', form.GetAll("tag"))} {form.Count} {form["none"] ?? "-"} {ReferenceEquals(form, await req.Body.ReadFormAsync())}";
            })),
            protocol);

        var urlencoded = await server.PostAsync("/", RequestBodies.Typed("age=36&tag=a&tag=b", FormType));
        var multipart = await server.PostAsync("/", new MultipartFormDataContent
        {
            { new StringContent("36"), "age" }, { new StringContent("a"), "tag" }, { new StringContent("b"), "tag" },
        });
        var wrong = await server.PostAsync("/", RequestBodies.Typed("age=x", FormType));

        Assert.Equal("36 a;b 3 - True", urlencoded.Text);
        Assert.Equal("36 a;b 3 - True", multipart.Text);
        Assert.Equal((400, "The form parameter 'age' is not a valid integer."), (wrong.Status, wrong.Text));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Form_WithFiles_HoldsThem(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req =>
            {
                var form = await req.Body.ReadFormAsync();
                var file = Assert.Single(form.Files);
                return $"{form["title"]}|{file.Name}|{file.FileName}|{file.ContentType}|{file.Bytes.Length}";
            })),
            protocol);

        var reply = await server.PostAsync("/", new MultipartFormDataContent
        {
            { new StringContent("zażółć"), "title" }, { RequestBodies.Typed(new byte[100_000], "image/png"), "photo", "me.png" },
        });

        Assert.Equal("zażółć|photo|me.png|image/png|100000", reply.Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Form_OfAsManyFieldsAsAllowed_IsReadAndOneMoreIs413(HttpProtocolKind protocol)
    {
        await using var server = await StartListingAsync(protocol, new() { MaxFormFields = 3 });

        Assert.Equal("a=,b=,c=", (await server.PostAsync("/", RequestBodies.Typed("a&b&c", FormType))).Text);
        Assert.Equal(413, (await server.PostAsync("/", RequestBodies.Typed("a&b&c&d", FormType))).Status);
        Assert.Equal(413, (await server.PostAsync("/", RequestBodies.Typed(new string('&', 100_000), FormType))).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Form_OfAnotherType_Is415(HttpProtocolKind protocol)
    {
        await using var server = await StartListingAsync(protocol);

        foreach (var type in new[] { "application/json", "text/plain", "multipart/mixed; boundary=B", "nonsense", null, FormType + "; charset=utf-16" })
        {
            Assert.Equal((type, 415), (type, (await server.PostAsync("/", RequestBodies.Typed("a=1", type))).Status));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Form_OfInvalidUtf8_Is400(HttpProtocolKind protocol)
    {
        await using var server = await StartListingAsync(protocol);

        Assert.Equal(400, (await server.PostAsync("/", RequestBodies.Typed([(byte)'a', (byte)'=', 0xFF], FormType))).Status);
    }

    private static Task<TestServer> StartListingAsync(HttpProtocolKind protocol, RpressOptions? options = null) => TestServer.StartAsync(
        TestApps.With(
            routes => routes.Post("/", async req => string.Join(',', (await req.Body.ReadFormAsync()).Select(pair => $"{pair.Key}={pair.Value}"))),
            options),
        protocol);
}
