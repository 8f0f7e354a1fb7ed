using Rpress.ArchitectureTests.Rules;

namespace Rpress.ArchitectureTests.Proofs;

public sealed class BannedCallsTests
{
    [Theory]
    [InlineData("object X() => DateTime.Now;")]
    [InlineData("object X() => System.DateTime.UtcNow;")]
    [InlineData("object X() => DateTimeOffset.UtcNow;")]
    [InlineData("void X() => Thread.Sleep(1);")]
    [InlineData("Task X() => Task.Delay(1);")]
    public void Clock_OfTheMachine_IsReported(string member)
    {
        Assert.Single(Check(new BannedClockRule(), member));
    }

    [Theory]
    [InlineData("object X(TimeProvider time) => time.GetUtcNow();")]
    [InlineData("Task X(TimeProvider time) => Task.Delay(TimeSpan.Zero, time);")]
    public void Clock_OfATimeProvider_IsAllowed(string member)
    {
        Assert.Empty(Check(new BannedClockRule(), member));
    }

    [Theory]
    [InlineData("int X(Task<int> task) => task.Result;")]
    [InlineData("int X(ValueTask<int> task) => task.Result;")]
    [InlineData("void X(Task task) => task.Wait();")]
    [InlineData("void X(Task task) => task.GetAwaiter().GetResult();")]
    [InlineData("int X(ValueTask<int> task) => task.ConfigureAwait(false).GetAwaiter().GetResult();")]
    [InlineData("int X(Task<int> task, Task<int> other) => other.IsCompletedSuccessfully ? task.Result : 0;")]
    public void Task_BlockedOn_IsReported(string member)
    {
        Assert.Single(Check(new BlockingCallRule(), member));
    }

    [Theory]
    [InlineData("int X(Task<int> task) => task.IsCompletedSuccessfully ? task.Result : 0;")]
    [InlineData("void X(ValueTask task) { if (task.IsCompletedSuccessfully) { task.GetAwaiter().GetResult(); } }")]
    [InlineData("int Result => 1; int X(Sample other) => other.Result;")]
    public void Task_KnownToBeCompleted_IsAllowed(string member)
    {
        Assert.Empty(Check(new BlockingCallRule(), member));
    }

    [Theory]
    [InlineData("async void X() => await Task.Yield();")]
    [InlineData("void X() { async void Inner() => await Task.Yield(); Inner(); }")]
    [InlineData("Action X() => async () => await Task.Yield();")]
    public void Async_Void_IsReported(string member)
    {
        Assert.Single(Check(new AsyncVoidRule(), member));
    }

    [Fact]
    public void Async_Task_IsAllowed()
    {
        Assert.Empty(Check(new AsyncVoidRule(), "Func<Task> X() => async () => await Task.Yield();"));
    }

    [Theory]
    [InlineData("catch { }")]
    [InlineData("catch (Exception) { }")]
    [InlineData("catch (System.Exception error) { throw new InvalidOperationException(\"\", error); }")]
    [InlineData("catch (Exception error) when (error is not OperationCanceledException) { }")]
    [InlineData("catch (Exception error) when (error is not OperationCanceledException and not TimeoutException) { }")]
    [InlineData("catch (Exception error) when (X(error) is true) { }")]
    public void Catch_OfEverything_IsReported(string clause)
    {
        Assert.Single(Check(new CatchAllRule(), $"void X() {{ try {{ }} {clause} }}"));
    }

    [Theory]
    [InlineData("catch (IOException) { }")]
    [InlineData("catch { X(); throw; }")]
    [InlineData("catch (Exception error) when (error is IOException or TimeoutException) { }")]
    public void Catch_OfSomething_IsAllowed(string clause)
    {
        Assert.Empty(Check(new CatchAllRule(), $"void X() {{ try {{ }} {clause} }}"));
    }

    private static IReadOnlyList<string> Check(IRule rule, string member) =>
        Violations.InSource(rule, $"class Sample {{ {member} }}");
}
