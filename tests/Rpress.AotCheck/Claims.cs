namespace Rpress.AotCheck;

internal sealed record Claims(string Name);
