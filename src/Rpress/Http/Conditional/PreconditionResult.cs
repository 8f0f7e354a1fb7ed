namespace Rpress;

/// <summary>What the conditions of a request ask for.</summary>
internal enum PreconditionResult
{
    /// <summary>The content.</summary>
    Proceed,

    /// <summary>304: the client has it.</summary>
    NotModified,

    /// <summary>412: it is not what the client thinks it is.</summary>
    Failed,
}
