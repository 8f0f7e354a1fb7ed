namespace Rpress.SampleTests.Samples;

public sealed class HelloTests(HelloFixture sample) : IClassFixture<HelloFixture>
{
    [Fact]
    public async Task Root_Get_SaysHello() => Assert.Equal((200, "Hello from Rpress!"), await sample.GetAsync("/"));

    [Fact]
    public async Task Name_InPath_IsGreeted() => Assert.Equal((200, "Hello, Ada!"), await sample.GetAsync("/hello/Ada"));
}
