namespace Rpress.LoadRunner;

/// <summary>A table of a report, whatever it is written as.</summary>
/// <param name="Headers">What stands above the columns.</param>
/// <param name="Rows">The cells, row by row.</param>
/// <param name="Marked">The numbers of the rows that are ours.</param>
internal sealed record TextTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<int> Marked);
