namespace Rpress.ArchitectureTests.Tables;

/// <summary>Which assembly may reference which, and which of them may stand on ASP.NET's shared framework.</summary>
internal static class ProjectTable
{
    public static readonly IReadOnlyDictionary<string, string[]> MayReference = new Dictionary<string, string[]>
    {
        ["Rpress.SocketIo.Protocol"] = [],
        ["Rpress"] = ["Rpress.SocketIo.Protocol"],
        ["Rpress.Client"] = ["Rpress.SocketIo.Protocol"],
        ["Rpress.Emitter"] = ["Rpress.SocketIo.Protocol"],
        ["Rpress.Redis"] = ["Rpress", "Rpress.Emitter"],
        ["Rpress.Testing"] = ["Rpress", "Rpress.Client"],
    };

    public static readonly string[] MayUseAspNet = ["Rpress", "Rpress.Redis", "Rpress.Testing"];
}
