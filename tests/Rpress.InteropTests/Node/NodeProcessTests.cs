using System.Text.Json;

namespace Rpress.InteropTests.Node;

public sealed class NodeProcessTests
{
    [Fact]
    public async Task Read_FromAScriptThatFails_ShowsItsStderr()
    {
        await using var process = NodeProcess.Start("client.mjs", ["http://127.0.0.1:1"]);

        await process.SendAsync(new { Do = "nonsense" });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => process.ReadAsync("an answer", _ => true));

        Assert.Contains("client.mjs ended with 1 before an answer.", error.Message, StringComparison.Ordinal);
        Assert.Contains("is not a function", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OfOneKind_LeavesTheOthers()
    {
        await using var client = NodeClient.Start(new Uri("http://127.0.0.1:1"));
        object options = new { reconnection = false };

        await client.OpenAsync("first", options: options, manager: "first");
        await client.OpenAsync("second", options: options, manager: "second");

        Assert.Equal(JsonValueKind.Object, (await client.ReadAsync("connect_error", "second")).ValueKind);
        Assert.Equal("xhr poll error", (await client.ReadAsync("connect_error", "first")).GetProperty("message").GetString());
    }
}
