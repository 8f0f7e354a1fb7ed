using Rpress.ArchitectureTests.Rules;
using Rpress.ArchitectureTests.Sources;

namespace Rpress.ArchitectureTests.Proofs;

public sealed class ProjectReferenceRuleTests
{
    [Theory]
    [InlineData("Rpress", """<ProjectReference Include="../Rpress.Client/Rpress.Client.csproj" />""")]
    [InlineData("Rpress.Client", """<FrameworkReference Include="Microsoft.AspNetCore.App" />""")]
    [InlineData("Rpress.Unknown", "")]
    public void Reference_AgainstTheTable_IsReported(string project, string item)
    {
        Assert.Single(Check(project, item));
    }

    [Fact]
    public void Reference_ByTheTable_IsAllowed()
    {
        Assert.Empty(Check("Rpress.Redis", """<ProjectReference Include="..\Rpress\Rpress.csproj" />"""));
    }

    private static IEnumerable<string> Check(string project, string item) =>
        ProjectReferenceRule.Check([ProjectFile.Parse(project, $"<Project><ItemGroup>{item}</ItemGroup></Project>")]);
}
