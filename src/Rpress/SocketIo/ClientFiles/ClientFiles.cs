using System.Collections.Frozen;
using System.Text.Json;

namespace Rpress;

/// <summary>The files of npm's socket.io-client beside the Socket.IO path, for browsers (socket.io, "Client installation").</summary>
internal sealed class ClientFiles
{
    private const string ResourceFolder = "socket.io-client/";
    private const string MissingText =
        "The Socket.IO client files are not in this build of Rpress: npm was missing when it was made. "
        + "Build it with npm, or serve the files of npm's socket.io-client yourself.";

    private static readonly string[] _scripts = ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"];

    // null for a file that this build is without
    private readonly FrozenDictionary<string, ClientFile?> _files;

    /// <param name="read">Reads a file of the package, by its bare name; null when there is none.</param>
    public ClientFiles(Func<string, byte[]?> read)
    {
        string? entityTag = read("package.json") is { } package ? $"\"{VersionIn(package)}\"" : null;
        _files = _scripts.Concat(_scripts.Select(script => script + ".map")).ToFrozenDictionary(
            name => name,
            name => entityTag is null ? null : new ClientFile(() => read(name)!, TypeOf(name), entityTag),
            StringComparer.Ordinal);
    }

    /// <summary>The files that the build embedded; the encoded forms are made once for the process.</summary>
    public static ClientFiles Embedded { get; } = new(ReadResource);

    /// <summary>The answer for one of the files; null when the name is none of theirs.</summary>
    /// <param name="request">The request, of any method.</param>
    /// <param name="name">What the request's path has behind the Socket.IO path and its slash.</param>
    public ResponsePayload? Answer(RequestPayload request, string name) =>
        !_files.TryGetValue(name, out ClientFile? file) ? null
            : file is null ? ResponsePayload.Error(404, MissingText).Resolve(request)
            : file.Answer(request);

    private static string TypeOf(string name) => name.EndsWith(".map", StringComparison.Ordinal) ? MediaTypes.Json : MediaTypes.JavaScript;

    private static string VersionIn(byte[] package)
    {
        using JsonDocument document = JsonDocument.Parse(package);
        return document.RootElement.GetProperty("version").GetString()!;
    }

    private static byte[]? ReadResource(string name)
    {
        using Stream? resource = typeof(ClientFiles).Assembly.GetManifestResourceStream(ResourceFolder + name);
        if (resource is null)
        {
            return null;
        }

        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
