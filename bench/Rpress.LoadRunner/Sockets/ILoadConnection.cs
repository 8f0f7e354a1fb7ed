namespace Rpress.LoadRunner;

/// <summary>One client of a real-time server, light enough that the runner holds ten thousand.</summary>
internal interface ILoadConnection : IAsyncDisposable
{
    /// <summary>Completes when the connection has ended, whoever ended it.</summary>
    Task Ended { get; }

    /// <summary>Sends what <see cref="SocketDialect.Event"/> made, once or several times in a row.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> events);
}
