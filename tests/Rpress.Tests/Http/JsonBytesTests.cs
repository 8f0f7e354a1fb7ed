using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpress.Tests.Http;

/// <summary>JSON by generated code is what the serializer itself would write.</summary>
public sealed partial class JsonBytesTests
{
    private static readonly JsonSerializerOptions _options = JsonDefaults.Complete(null, JsonBytesContext.Default);
    private readonly JsonBytes _json = new(_options);

    [Fact]
    public void Write_TypeOfAContext_GivesTheSerializersBytes()
    {
        Order order = new("Müller & <Söhne> \"x\" 😀", [new("a", 1.5), new("b", null)], new() { ["Ü"] = 1 });

        Assert.Equal(Serialized(order), Text(_json.Write(order)));
        Assert.Equal(Serialized(order), Text(_json.Write(order)));
        Assert.Contains("Müller & <Söhne>", Text(_json.Write(order)), StringComparison.Ordinal);
    }

    [Fact]
    public void IsGenerated_OfTypes_HoldsWhereAllThatTheyHoldIsFixed()
    {
        Assert.True(_json.IsGenerated<Order>());
        Assert.True(_json.IsGenerated<Position[]>());
        Assert.True(_json.IsGenerated<Nested>());
        Assert.True(_json.IsGenerated<Node>());
        Assert.True(_json.IsGenerated<Dictionary<string, string>>());
        Assert.False(_json.IsGenerated<Named>());
        Assert.False(_json.IsGenerated<Parcel>());
        Assert.False(_json.IsGenerated<Dictionary<string, object>>());
        Assert.False(_json.IsGenerated<object>());
        Assert.False(_json.IsGenerated<Unknown>());
    }

    // generated code has its names escaped beforehand, by the strictest encoder
    [Fact]
    public void Write_NameOutsideOfAscii_GivesTheSerializersBytes() => Assert.Equal("{\"größe\":1}", Text(_json.Write(new Named(1))));

    [Fact]
    public void Write_UnderAConverterOfTheApplication_AsksTheConverter()
    {
        JsonSerializerOptions options = new(_options) { Converters = { new JsonStringEnumConverter() } };
        var json = new JsonBytes(JsonDefaults.Complete(options, JsonBytesContext.Default));

        Assert.False(json.IsGenerated<Order>());
        Assert.Equal("{\"day\":\"Monday\"}", Text(json.Write(new Dated(DayOfWeek.Monday))));
        Assert.Equal("{\"day\":1}", Text(_json.Write(new Dated(DayOfWeek.Monday))));
    }

    [Fact]
    public void Write_TypeThatHoldsItself_GivesTheSerializersBytes()
    {
        Node node = new("a", [new("b", []), new("c", [])]);

        Assert.Equal(Serialized(node), Text(_json.Write(node)));
    }

    [Fact]
    public void Write_TypesWithoutGeneratedCode_GivesTheSerializersBytes()
    {
        Assert.Equal("{\"größe\":1}", Text(_json.Write(new { größe = 1 })));
        Assert.Equal("[1,2]", Text(_json.Write(new List<int> { 1, 2 })));
        Assert.Equal("null", Text(_json.Write<Order?>(null)));
        Assert.Equal("\"ä\"", Text(_json.Write("ä")));
    }

    // generated code writes what it holds by its context alone, which does not know the type within
    [Fact]
    public void Write_MemberOfATypeThatTheContextLacks_GivesTheSerializersBytes()
    {
        Parcel parcel = new(new Box(new Unknown("ä")));

        Assert.Equal("{\"inside\":{\"content\":{\"name\":\"ä\"}}}", Text(_json.Write(parcel)));
        Assert.Equal(Serialized(parcel), Text(_json.Write(parcel)));
    }

    [Fact]
    public void Write_UnderAnotherEncoder_LeavesItToTheSerializer()
    {
        JsonSerializerOptions options = JsonDefaults.Complete(new(JsonSerializerDefaults.Web), JsonBytesContext.Default);

        Assert.Equal("{\"name\":\"M\\u00FCller\",\"positions\":[],\"counts\":{}}", Text(new JsonBytes(options).Write(new Order("Müller", [], []))));
    }

    [Fact]
    public void Write_WithinAWrite_GivesBoth()
    {
        var nested = new Nested(() => Text(_json.Write(new Position("inner", 2))));

        Assert.Equal("{\"inner\":\"{\\\"name\\\":\\\"inner\\\",\\\"price\\\":2}\"}", Text(_json.Write(nested)));
        Assert.Equal("{\"name\":\"outer\",\"price\":null}", Text(_json.Write(new Position("outer", null))));
    }

    [Fact]
    public void Write_PropertyThatThrows_LeavesNothingBehind()
    {
        Assert.Throws<FormatException>(() => _json.Write(new Nested(() => throw new FormatException())));

        Assert.Equal("{\"name\":\"next\",\"price\":null}", Text(_json.Write(new Position("next", null))));
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Write_AroundTheDepthOfTheOptions_IsWrittenOrFails(int depth, bool isWritten)
    {
        Link? link = null;
        for (int i = 0; i < depth; i++)
        {
            link = new Link(link, i);
        }

        Exception? error = Record.Exception(() => _json.Write(link));

        Assert.Equal(isWritten, error is null);
    }

    [Fact]
    public void Write_LargeValue_IsWhole()
    {
        Order order = new("large", [.. Enumerable.Range(0, 20_000).Select(i => new Position($"position {i}", i))], []);

        Assert.Equal(Serialized(order), Text(_json.Write(order)));
        Assert.Equal("{\"name\":\"small\",\"price\":null}", Text(_json.Write(new Position("small", null))));
    }

    private static string Serialized<T>(T value) => JsonSerializer.Serialize(value, _options);

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);

    internal sealed record Order(string Name, Position[] Positions, Dictionary<string, int> Counts);

    internal sealed record Position(string Name, double? Price);

    internal sealed record Named(int Größe);

    internal sealed record Parcel(Box Inside);

    internal sealed record Box(object Content);

    internal sealed record Unknown(string Name);

    internal sealed record Node(string Name, List<Node> Children);

    internal sealed record Dated(DayOfWeek Day);

    internal sealed record Link(Link? Next, int Depth);

    internal sealed class Nested(Func<string> inner)
    {
        public string Inner => inner();
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Order))]
    [JsonSerializable(typeof(Named))]
    [JsonSerializable(typeof(Nested))]
    [JsonSerializable(typeof(Link))]
    [JsonSerializable(typeof(Node))]
    [JsonSerializable(typeof(Dated))]
    [JsonSerializable(typeof(Parcel))]
    internal sealed partial class JsonBytesContext : JsonSerializerContext;
}
