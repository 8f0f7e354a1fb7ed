using System.Text.Json;

namespace Rpress.SocketIo.Protocol.Tests;

public sealed class JsonDefaultsTests
{
    [Fact]
    public void Defaults_Written_AreCamelCaseAndUnescaped()
    {
        JsonSerializerOptions options = JsonDefaults.Complete(null, null);

        Assert.Equal("{\"userName\":\"Zoë <3\"}", JsonSerializer.Serialize(new { UserName = "Zoë <3" }, options));
    }

    [Fact]
    public void Defaults_Reading_RefuseRepeatedNames()
    {
        JsonSerializerOptions options = JsonDefaults.Complete(null, null);

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<string, int>>("{\"a\":1,\"a\":2}", options));
    }

    [Fact]
    public void Context_Given_GoesFirstAndKeepsTheDefaults()
    {
        var context = new RecordingResolver();

        JsonSerializerOptions options = JsonDefaults.Complete(null, context);
        JsonSerializer.Serialize("text", options);

        Assert.Contains(typeof(string), context.Asked);
        Assert.Equal(JsonNamingPolicy.CamelCase, options.PropertyNamingPolicy);
    }

    [Fact]
    public void Options_Given_AreCopiedAndStay()
    {
        var given = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

        JsonSerializerOptions options = JsonDefaults.Complete(given, null);

        Assert.Equal("{\"user_name\":1}", JsonSerializer.Serialize(new { UserName = 1 }, options));
        Assert.False(given.IsReadOnly);
    }
}
