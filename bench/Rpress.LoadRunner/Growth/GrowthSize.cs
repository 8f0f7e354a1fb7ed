namespace Rpress.LoadRunner;

/// <summary>One size of what grows: what it is called, and what is sent.</summary>
/// <param name="Name">With its unit: 1,000 routes; empty where it is the connections that grow.</param>
/// <param name="Load">The load at this size.</param>
internal sealed record GrowthSize(string Name, HttpLoad Load)
{
    /// <summary>The bytes of a body that goes one way or the other; null where bodies are none of the matter.</summary>
    public long? Bytes { get; init; }

    /// <summary>Its name, or that of its connections.</summary>
    public string Label => Name.Length > 0 ? Name : FormattableString.Invariant($"{Load.Connections:#,0} connections");

    /// <summary>What a server is started with at this size; sizes that share it share a server.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];
}
