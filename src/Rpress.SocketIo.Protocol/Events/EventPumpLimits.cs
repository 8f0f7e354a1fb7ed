namespace Rpress.SocketIo.Protocol;

/// <summary>What each pump of one server or client is held to: one object for all of them.</summary>
/// <param name="Concurrency">How many items are handled at a time.</param>
/// <param name="MaxCount">The most items that wait.</param>
/// <param name="MaxSize">The most bytes that they hold, but that a single one is always taken.</param>
internal sealed record EventPumpLimits(int Concurrency, int MaxCount, long MaxSize);
