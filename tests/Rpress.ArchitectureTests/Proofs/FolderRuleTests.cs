using Rpress.ArchitectureTests.Rules;

namespace Rpress.ArchitectureTests.Proofs;

public sealed class FolderRuleTests
{
    private const string Target = "namespace Rpress; public static class Target { public static int Value => 1; public static int Twice(this int n) => n; }";

    [Theory]
    [InlineData("Http", "Routing")]
    [InlineData("Http", "Http/Origins")]
    [InlineData("Http/Origins", "Http/Conditional")]
    [InlineData("Middleware/Cors", "Middleware/Compression")]
    [InlineData("Middleware/Cors", "Routing")]
    [InlineData("Middleware", "Middleware/Cors")]
    [InlineData("Routing", "Server")]
    [InlineData("EngineIo/Sessions", "SocketIo")]
    [InlineData("Options", "Middleware")]
    [InlineData("Server", "Middleware/Cors")]
    [InlineData("Server", "")]
    public void Reference_AgainstTheTable_IsReported(string from, string to)
    {
        Assert.Single(Check(from, to, "int X = Target.Value;"));
    }

    [Theory]
    [InlineData("Http", "Http/Body")]
    [InlineData("Http/Origins", "Http")]
    [InlineData("Middleware/Cors", "Http/Origins")]
    [InlineData("Middleware/Cors", "Middleware")]
    [InlineData("Routing", "Middleware")]
    [InlineData("SocketIo/Sockets", "EngineIo/Sessions")]
    [InlineData("Options", "Middleware/Cors")]
    [InlineData("Pipeline", "Middleware/Cors")]
    [InlineData("Server", "Options")]
    [InlineData("", "Server")]
    public void Reference_ByTheTable_IsAllowed(string from, string to)
    {
        Assert.Empty(Check(from, to, "int X = Target.Value;"));
    }

    [Fact]
    public void Reference_ThroughAnExtensionMethod_IsReported()
    {
        Assert.Single(Check("Http", "Routing", "int X = 1.Twice();"));
    }

    [Fact]
    public void Options_NonPublicTypeOfMiddleware_IsReported()
    {
        var violations = Violations.Of(
            new FolderRule(),
            ("src/Rpress/Options/User.cs", "namespace Rpress; class User { Target? X; }"),
            ("src/Rpress/Middleware/Cors/Target.cs", "namespace Rpress; class Target { }"));

        Assert.Single(violations);
    }

    [Theory]
    [InlineData("public record HeartbeatConfig;")]
    [InlineData("public class HeartbeatOptions { }")]
    [InlineData("public enum Heartbeat { A }")]
    public void Options_SettingOfAnyFloor_IsAllowed(string declaration)
    {
        var name = declaration.Split(' ')[2].TrimEnd(';');
        var violations = Violations.Of(
            new FolderRule(),
            ("src/Rpress/Options/User.cs", $"namespace Rpress; class User {{ {name}? X; }}"),
            ("src/Rpress/EngineIo/Target.cs", $"namespace Rpress; {declaration}"));

        Assert.Empty(violations);
    }

    [Fact]
    public void Folder_WithoutRow_IsReported()
    {
        Assert.Single(Violations.Of(new FolderRule(), ("src/Rpress/Utils/Text.cs", "class Text { }")));
    }

    private static IReadOnlyList<string> Check(string from, string to, string member) => Violations.Of(
        new FolderRule(),
        ($"src/Rpress/{from}/User.cs".Replace("//", "/", StringComparison.Ordinal), $"namespace Rpress; class User {{ {member} }}"),
        ($"src/Rpress/{to}/Target.cs".Replace("//", "/", StringComparison.Ordinal), Target));
}
