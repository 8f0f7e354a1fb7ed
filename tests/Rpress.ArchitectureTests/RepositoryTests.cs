using Microsoft.CodeAnalysis;
using Rpress.ArchitectureTests.Rules;
using Rpress.ArchitectureTests.Sources;
using Rpress.ArchitectureTests.Tables;

namespace Rpress.ArchitectureTests;

/// <summary>The repository's sources obey every rule; that each rule can fail is proved in Proofs/.</summary>
public sealed class RepositoryTests(SourcesFixture fixture)
{
    // unresolved names would make the rules that ask for symbols pass without having looked
    private static readonly string[] _unresolvedName = ["CS0234", "CS0246", "CS0400", "CS0518", "CS8179"];

    private readonly SourceSet _sources = fixture.Sources;

    [Fact]
    public void Sources_Compiled_HaveNoUnresolvedTypes()
    {
        var unresolved = _sources.Compilations.SelectMany(compilation => compilation.GetDiagnostics(TestContext.Current.CancellationToken))
            .Where(diagnostic => _unresolvedName.Contains(diagnostic.Id));

        AssertNone(unresolved.Select(diagnostic => diagnostic.ToString()));
    }

    [Fact]
    public void Folders_References_FollowTheTable() => AssertObeyed(new FolderRule());

    [Fact]
    public void Kestrel_Names_StandInServerOnly() => AssertObeyed(new ServerBoundaryRule());

    [Fact]
    public void Projects_References_FollowTheTable() => AssertObeyed(new ProjectReferenceRule());

    [Fact]
    public void Files_Length_IsAtMost400Lines() => AssertObeyed(new FileLengthRule());

    [Fact]
    public void Files_Types_AreOnePerFileOfItsName() => AssertObeyed(new FileShapeRule());

    [Fact]
    public void Files_Text_HasNothingForbidden() => AssertObeyed(new ForbiddenTextRule());

    [Fact]
    public void Source_Time_ComesFromTimeProvider() => AssertObeyed(new BannedClockRule());

    [Fact]
    public void Source_Tasks_AreNeverBlockedOn() => AssertObeyed(new BlockingCallRule());

    [Fact]
    public void Source_AsyncMethods_ReturnTasks() => AssertObeyed(new AsyncVoidRule());

    [Fact]
    public void Source_CatchAll_StandsInTheTable() => AssertObeyed(new CatchAllRule());

    [Fact]
    public void Tests_Waits_GoThroughEventually() => AssertObeyed(new TestWaitRule());

    [Fact]
    public void Tests_Names_HaveThreeParts() => AssertObeyed(new TestNameRule());

    [Fact]
    public void CatchAllTable_Rows_AreStillNeeded()
    {
        var used = _sources.Source.Where(file => CatchAllRule.CatchAllClauses(file).Any()).Select(file => file.Path);

        AssertNone(CatchAllTable.Reasons.Keys.Except(used).Select(path => $"{path}: catches nothing; delete its row"));
    }

    private void AssertObeyed(IRule rule) => AssertNone(rule.Check(_sources));

    private static void AssertNone(IEnumerable<string> violations) =>
        Assert.True(!violations.Any(), string.Join(Environment.NewLine, violations.Distinct()));
}
