using Rpress.RedisKit;
using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Aot;

/// <summary>Published as native code, the programs warn of nothing and do what they do on the JIT.</summary>
public sealed class AotTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    private static readonly TimeSpan _runBound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Hello_PublishedNatively_Answers()
    {
        using var folder = new TempDirectory();
        string program = await NativePublish.RunAsync("samples/Hello", folder.Path);

        await using ServerProcess server = await ServerProcess.StartAsync(program, []);

        Assert.Equal("Hello, AOT!", await server.Client.GetStringAsync("/hello/AOT", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AotCheck_PublishedNatively_FindsNothingWrong()
    {
        using var folder = new TempDirectory();
        string program = await NativePublish.RunAsync("tests/Rpress.AotCheck", folder.Path);

        (int exitCode, string output) = await ChildProcess.RunAsync(program, [await redis.GetAddressAsync()], _runBound);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task AotCheck_OnTheJit_FindsNothingWrong()
    {
        (string fileName, string[] arguments) = BuiltPrograms.CommandOf("Rpress.AotCheck");

        (int exitCode, string output) = await ChildProcess.RunAsync(fileName, [.. arguments, await redis.GetAddressAsync()], _runBound);

        Assert.True(exitCode == 0, output);
    }
}
