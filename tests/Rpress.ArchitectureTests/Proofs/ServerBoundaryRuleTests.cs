using Rpress.ArchitectureTests.Rules;

namespace Rpress.ArchitectureTests.Proofs;

public sealed class ServerBoundaryRuleTests
{
    [Theory]
    [InlineData("class Sample { Microsoft.AspNetCore.Http.Features.IHttpRequestFeature? F; }")]
    [InlineData("class Sample { object F(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits limits) => limits; }")]
    [InlineData("using Microsoft.AspNetCore.Connections; class Sample { }")]
    public void Kestrel_OutsideServer_IsReported(string text)
    {
        Assert.Single(Violations.Of(new ServerBoundaryRule(), ("src/Rpress/Http/Sample.cs", text)));
    }

    [Fact]
    public void Kestrel_InServer_IsAllowed()
    {
        Assert.Empty(Violations.InSource(
            new ServerBoundaryRule(), "class Sample { Microsoft.AspNetCore.Http.Features.IHttpRequestFeature? F; }"));
    }

    [Fact]
    public void HeaderDictionary_OutsideServer_IsAllowed()
    {
        Assert.Empty(Violations.Of(
            new ServerBoundaryRule(),
            ("src/Rpress/Http/Sample.cs", "using Microsoft.AspNetCore.Http; class Sample { IHeaderDictionary? H; }")));
    }
}
