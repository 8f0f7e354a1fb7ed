using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace Rpress;

/// <summary>The media type of a file by its extension, which has its dot.</summary>
/// <param name="own">The mount's own, which go first.</param>
internal sealed class StaticContentTypes(FrozenDictionary<string, string> own)
{
    private static readonly FileExtensionContentTypeProvider _platform = new();

    public string TypeOf(string extension) => own.TryGetValue(extension, out string? type) ? type
        : _platform.Mappings.TryGetValue(extension, out type) ? WithCharset(type)
        : MediaTypes.Binary;

    /// <summary>How files of the extension are encoded, where their type alone would not tell.</summary>
    public ContentCoding CodingOf(string extension) =>
        extension.Equals(".svgz", StringComparison.OrdinalIgnoreCase) && !own.ContainsKey(extension) ? ContentCoding.Gzip : ContentCoding.Identity;

    // without one, browsers guess by the first bytes or by the reader's country
    private static string WithCharset(string type) => type.StartsWith("text/", StringComparison.Ordinal)
        || type is "application/javascript" or "application/json" or "application/xml" or "application/manifest+json" or "image/svg+xml"
        ? type + "; charset=utf-8"
        : type;
}
