using Rpress.ArchitectureTests.Rules;

namespace Rpress.ArchitectureTests.Proofs;

public sealed class TestRulesTests
{
    [Theory]
    [InlineData("Task.Delay(1)")]
    [InlineData("System.Threading.Thread.Sleep(1)")]
    [InlineData("DateTime.Now.AddDays(1)")]
    public void Test_Waiting_IsReported(string expression)
    {
        Assert.Single(Violations.InTests(new TestWaitRule(), $"class Sample {{ void X() {{ {expression}; }} }}"));
    }

    [Fact]
    public void Eventually_Waiting_IsAllowed()
    {
        Assert.Empty(Violations.Of(
            new TestWaitRule(), ("tests/Rpress.TestKit/Eventually.cs", "class Eventually { object X() => Task.Delay(1); }")));
    }

    [Theory]
    [InlineData("Works")]
    [InlineData("Router_Works")]
    [InlineData("router_Path_Matches")]
    public void Test_Name_IsReported(string name)
    {
        Assert.Single(Violations.InTests(new TestNameRule(), $"class Sample {{ [Fact] public void {name}() {{ }} }}"));
    }

    [Theory]
    [InlineData("[Theory] public void Router_EncodedSlash_StaysInItsSegment() { }")]
    [InlineData("public void Helper() { }")]
    public void Test_Name_IsAllowed(string method)
    {
        Assert.Empty(Violations.InTests(new TestNameRule(), $"class Sample {{ {method} }}"));
    }
}
