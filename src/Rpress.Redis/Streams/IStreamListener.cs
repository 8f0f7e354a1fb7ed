namespace Rpress;

/// <summary>An adapter that hears the entries of a stream which are about its namespace.</summary>
internal interface IStreamListener
{
    /// <summary>An entry of its namespace, in the order of the stream; the reader goes on when it is done. Does not throw.</summary>
    Task OnEntryAsync(StreamEntryMessage entry);

    /// <summary>What stands behind this entry will be read, and nothing up to there.</summary>
    void OnStart(StreamId last);

    /// <summary>All entries up to this one have been read, whatever they were about.</summary>
    void OnRead(StreamId last);

    /// <summary>The stream cannot be read for now. Does not throw.</summary>
    Task OnLostAsync();
}
