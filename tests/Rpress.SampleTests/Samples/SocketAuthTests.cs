using System.Net.WebSockets;
using System.Text.Json;
using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Samples;

public sealed class SocketAuthTests(SocketAuthFixture sample) : IClassFixture<SocketAuthFixture>
{
    [Fact]
    public async Task Main_WithToken_KnowsWhoItIs()
    {
        PollingText socket = await PollingText.OpenAsync(sample.Client, $$"""{"token":"{{await LogInAsync("ada", "lovelace")}}"}""");

        Assert.StartsWith("""40{"sid":""", await socket.ReceiveAsync());
        await socket.SendAsync("""420["whoami"]""", """421["notify","Hello"]""");

        Assert.Equal("""430["ada from an unknown client"]""", await socket.ReceiveAsync());
        Assert.Equal("""431["Administrators only."]""", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"token":"wrong"}""")]
    public async Task Main_WithoutToken_IsRefusedWithData(string auth)
    {
        PollingText socket = await PollingText.OpenAsync(sample.Client, auth);

        Assert.Equal("""44{"message":"Log in first.","data":{"code":"login_required","url":"/login"}}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Main_WithTokenOfAnotherType_IsToldWhichFieldIsWrong()
    {
        PollingText socket = await PollingText.OpenAsync(sample.Client, """{"token":7}""");

        Assert.Equal("""44{"message":"The value 'token' of auth is not of the right type."}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Admin_WithCookieOfAnAdministrator_IsOpen()
    {
        await using WebSocketText socket = await OpenAdminAsync("other=1; session=" + await LogInAsync("grace", "hopper"));

        Assert.StartsWith("40/admin,{", await socket.ReceiveAsync());
        await socket.SendAsync("""42/admin,0["online"]""");

        Assert.Matches(@"^43/admin,0\[\d+\]$", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Admin_WithCookieOfAnybodyElse_IsForbidden()
    {
        await using WebSocketText socket = await OpenAdminAsync("session=" + await LogInAsync("ada", "lovelace"));

        Assert.Equal("""44/admin,{"message":"Administrators only.","data":{"code":"forbidden","url":null}}""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Notify_ByAnAdministrator_ReachesAll()
    {
        string token = await LogInAsync("grace", "hopper");
        await using WebSocketText socket = await WebSocketText.OpenAsync(sample.Client.BaseAddress!, $$"""40{"token":"{{token}}"}""");

        await socket.ReceiveAsync("40{");
        await socket.SendAsync("""427["notify","Tea at four"]""");

        Assert.Equal("""42["notification","Tea at four"]""", await socket.ReceiveAsync("42"));
        Assert.Equal("""437["Sent."]""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Handshake_OfAnOldPage_IsRefused()
    {
        (int status, string body) = await PollingText.HandshakeAsync(sample.Client, "&version=1");

        Assert.Equal((403, """{"code":4,"message":"This page is too old: reload it."}"""), (status, body));
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("own", true)]
    public async Task WebSocket_ByOrigin_IsOpenToTheServersOwnPages(string origin, bool isOpen)
    {
        Uri server = sample.Client.BaseAddress!;
        Task<WebSocketText> opening = WebSocketText.OpenAsync(server, "40", ("Origin", origin == "own" ? server.GetLeftPart(UriPartial.Authority) : origin));

        if (isOpen)
        {
            await (await opening).DisposeAsync();
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => opening);
        }
    }

    private Task<WebSocketText> OpenAdminAsync(string cookie) => WebSocketText.OpenAsync(sample.Client.BaseAddress!, "40/admin,", ("Cookie", cookie));

    private async Task<string> LogInAsync(string name, string password)
    {
        (int status, string body) = await sample.PostJsonAsync("/login", $$"""{"name":"{{name}}","password":"{{password}}"}""");
        Assert.Equal(200, status);
        return JsonDocument.Parse(body).RootElement.GetProperty("token").GetString()!;
    }
}
