namespace Rpress.InteropTests.Browser;

/// <summary>What a script got from <c>fetch</c>: a response that it may read, or the error it was rejected with.</summary>
internal sealed class FetchResult
{
    public string? Error { get; set; }

    public int Status { get; set; }

    public string Text { get; set; } = "";

    /// <summary>The header fields that the script may read, by their names in lower case.</summary>
    public Dictionary<string, string> Headers { get; set; } = [];
}
