namespace Rpress.ArchitectureTests.Tables;

/// <summary>A folder and the rows it may use; <c>X/**</c> means the row X and all below it, <c>settings</c> the config types.</summary>
internal sealed record FolderRow(string Folder, params string[] MayUse);
