namespace Rpress.ArchitectureTests.Tables;

/// <summary>The table of docs/ARCHITECTURE.md, ground floor first. Change it only in a commit of its own, with a decision record.</summary>
internal static class FolderTable
{
    /// <summary>Config types, wherever they are declared.</summary>
    public const string Settings = "settings";

    /// <summary>Stands for one folder of any name: two features of one row never use each other.</summary>
    public const string AnyFolder = "*";

    public static readonly FolderRow[] Rows =
    [
        new("Http"),
        new("Http/Negotiation", "Http"),
        new("Http/Conditional", "Http"),
        new("Http/Origins", "Http"),
        new("Http/Telemetry", "Http"),
        new("Middleware", "Http/**"),
        new("Middleware/*", "Http/**", "Middleware"),
        new("Routing", "Http/**", "Middleware", Settings),
        new("EngineIo", "Http/**", "Middleware"),
        new("SocketIo", "EngineIo/**", "Http/**"),
        new("Options", "Http/**", Settings),
        new("Pipeline", "Http/**", "Routing", "Middleware/**", "EngineIo/**", "Options"),
        new("Server", "Http/**", "Pipeline", "Options"),
        new("", "**"),
    ];

    /// <summary>Only this folder of src/Rpress names Kestrel, hosting and feature interfaces.</summary>
    public const string ServerFolder = "Server";

    public static readonly string[] ServerOnlyNamespaces =
    [
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Http.Features",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Connections",
    ];
}
