using Rpress.ArchitectureTests.Rules;

namespace Rpress.ArchitectureTests.Proofs;

public sealed class FileRulesTests
{
    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void File_Length_IsReportedAbove400(int lines, int violations)
    {
        var text = string.Concat(Enumerable.Repeat("// line\n", lines));

        Assert.Equal(violations, Violations.InSource(new FileLengthRule(), text).Count);
    }

    [Theory]
    [InlineData("Sample.cs", "class Sample { } class Other { }")]
    [InlineData("Sample.cs", "class Sample { } file class Other { }")]
    [InlineData("Sample.cs", "class Sample { } class Sample<T> { }")]
    [InlineData("Sample.cs", "class Other { }")]
    [InlineData("Sample.cs", "delegate void Other();")]
    [InlineData("Sample.cs", "namespace Rpress { class Sample { } }")]
    public void File_Shape_IsReported(string name, string text)
    {
        Assert.Single(Violations.Of(new FileShapeRule(), ($"src/Rpress/Http/{name}", text)));
    }

    [Theory]
    [InlineData("Sample.cs", "namespace Rpress; class Sample { class Nested { } }")]
    [InlineData("Sample.cs", "delegate void Changed(); class Sample { }")]
    [InlineData("Sample.On.cs", "class Sample<T> { }")]
    [InlineData("GlobalUsings.cs", "global using System;")]
    public void File_Shape_IsAllowed(string name, string text)
    {
        Assert.Empty(Violations.Of(new FileShapeRule(), ($"src/Rpress/Http/{name}", text)));
    }

    [Theory]
    [InlineData("class Sample {\n#region A\n#endregion\n}")]
    [InlineData("class Sample { int n; int N() => this.n; }")]
    [InlineData("// TODO: later\nclass Sample { }")]
    [InlineData("class Sample { /* a TODO */ }")]
    public void Text_Forbidden_IsReported(string text)
    {
        Assert.Single(Violations.InSource(new ForbiddenTextRule(), text));
    }

    [Theory]
    [InlineData("class Sample { Sample Self() => this; int this[int i] => i; }")]
    [InlineData("static class Sample { static int Twice(this int n) => n; }")]
    [InlineData("// TODO #12: later\nclass Sample { string S = \"TODO\"; }")]
    public void Text_Harmless_IsAllowed(string text)
    {
        Assert.Empty(Violations.InSource(new ForbiddenTextRule(), text));
    }
}
