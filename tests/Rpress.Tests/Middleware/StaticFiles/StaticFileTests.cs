using Microsoft.Extensions.Logging.Abstractions;
using Rpress.Tests.Middleware.Tracing;

namespace Rpress.Tests.Middleware.StaticFiles;

public sealed class StaticFileTests
{
    // memory may be short; the file is there all the same
    [Fact]
    public async Task Form_ThatCouldNotBeMade_IsTheFileAsItIs()
    {
        var exchange = new PlainExchange();
        exchange.RequestHeaders.AcceptEncoding = "br";
        var metadata = new RepresentationMetadata("text/plain", default, null, ContentCoding.Identity, true, true);
        var identity = new Representation(new FileReader(NullLogger.Instance), "/a", default, [1, 2, 3], ContentCoding.Identity, metadata);
        var file = new StaticFile(
            new("", new("/a", false, default), null, null), identity, null, null, (_, _) => throw new InsufficientMemoryException(), true, 0);

        for (int i = 0; i < 2; i++)
        {
            ResponsePayload answer = await file.AnswerAsync(exchange.MakeRequest());
            Assert.Equal((200, 3, null), (answer.Status, answer.Content!.Length, answer.Headers["Content-Encoding"]));
        }
    }
}
