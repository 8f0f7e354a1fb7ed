namespace Rpress.Tests.EngineIo;

/// <summary>Settings of the engine that are out of their range: refused where the server is made, by name.</summary>
public sealed class EioConfigTests
{
    public static TheoryData<string, EioConfig> Wrong => new()
    {
        { "EioConfig.Path is 'x';", new() { Path = "x" } },
        { "EioConfig.PingInterval is 00:00:00;", new() { PingInterval = TimeSpan.Zero } },
        { "EioConfig.PingTimeout is 1.00:00:00.0000001;", new() { PingTimeout = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) } },
        { "EioConfig.MaxPayload is 0; it has to be 1 to 1073741824.", new() { MaxPayload = 0 } },
        { "EioConfig.MaxSessions is -1;", new() { MaxSessions = -1 } },
        { "EioConfig.PerMessageDeflate.Threshold is -1; it has to be 0 to 2147483647.", new() { PerMessageDeflate = new() { Threshold = -1 } } },
        { "EioConfig.PerMessageDeflate.Level is 0; it has to be 1 to 9.", new() { PerMessageDeflate = new() { Level = 0 } } },
        { "EioConfig.PerMessageDeflate.Level is 10;", new() { PerMessageDeflate = new() { Level = 10 } } },
        { "EioConfig.HttpCompression.Threshold is -1;", new() { HttpCompression = new() { Threshold = -1 } } },
        { "EioConfig.Cookie cannot be sent: ", new() { Cookie = new() { Name = "a b" } } },
        { "EioConfig.Cookie cannot be sent: The cookie 'io' needs Secure = true", new() { Cookie = new() { SameSite = SameSite.None } } },
        { "EioConfig.InitialPacket holds", new() { InitialPacket = "2[\"a\"]\u001e" } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Setting_OutOfItsRange_IsRefusedByName(string message, EioConfig config)
    {
        var error = Assert.Throws<ArgumentException>(() => new RpressIo(config));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_AtTheEndsOfTheirRanges_AreTaken()
    {
        Assert.NotNull(new RpressIo(new EioConfig { PerMessageDeflate = new() { Threshold = 0, Level = 1 } }));
        Assert.NotNull(new RpressIo(new EioConfig { PerMessageDeflate = new() { Threshold = int.MaxValue, Level = 9 } }));
        Assert.NotNull(new RpressIo(new EioConfig { HttpCompression = new() { Threshold = 0 }, Cookie = new(), InitialPacket = "" }));
    }

    [Fact]
    public void Settings_OfTheirOwn_AreAsInNode()
    {
        var config = new EioConfig();

        Assert.Equal((null, 1024, null), (config.PerMessageDeflate, config.HttpCompression!.Threshold, config.Cookie));
        Assert.Equal((null, true), (config.InitialPacket, config.AddTrailingSlash));
    }
}
