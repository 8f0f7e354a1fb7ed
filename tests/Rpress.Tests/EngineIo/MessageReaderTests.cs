namespace Rpress.Tests.EngineIo;

/// <summary>How much of a message is read.</summary>
public sealed class MessageReaderTests
{
    // what counts is what a message has become, not the few bytes that it was compressed to
    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public async Task Message_WithoutAnEnd_IsGivenUpAtTheLimit(int maxSize)
    {
        using var socket = new EndlessWebSocket();

        ReadEnd end = await MessageReader.ReadAsync(socket, maxSize, (_, _) => Assert.Fail("It was taken."), () => null);

        Assert.Equal(ReadEnd.TooLarge, end);
        Assert.InRange(socket.Given, maxSize + 1, 2L * (maxSize + 16)); // buffers are rented, and a little larger than asked for
    }
}
