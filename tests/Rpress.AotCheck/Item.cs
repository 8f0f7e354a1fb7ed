namespace Rpress.AotCheck;

internal sealed record Item(int Id, string Name, List<string> Tags);
