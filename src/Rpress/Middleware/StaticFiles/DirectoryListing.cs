using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Rpress;

/// <summary>A page that lists what can be fetched from a directory; nothing that is hidden or leads outside.</summary>
internal static class DirectoryListing
{
    public const int MaxEntries = 1000;

    private const string Style = """
        :root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 14%,transparent)}
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:3rem auto;padding:0 1.25rem}
        h1{font-size:1.4rem;overflow-wrap:anywhere}
        table{width:100%;border-collapse:collapse}
        th,td{padding:.45rem .5rem;border-bottom:1px solid var(--line);text-align:left;font-weight:400}
        thead{font-size:.85rem;opacity:.7}
        td:first-child{width:100%;overflow-wrap:anywhere}
        td:nth-child(n+2),th:nth-child(n+2){padding-left:2rem;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        tbody tr:hover{background:var(--line)}
        a{text-decoration:none;color:light-dark(#0b57d0,#a8c7fa)}
        a:hover{text-decoration:underline}
        """;

    private static readonly HtmlEncoder _html = HtmlEncoder.Create(UnicodeRanges.All);

    // the application's own policy may forbid inline styles; this one allows this one style and nothing else
    private static readonly string _policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    /// <param name="root">Says what can be fetched.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="path">Its canonical path, with a slash at the end.</param>
    /// <param name="isTop">Whether the directory above it is none of the mount's.</param>
    public static ResponsePayload Render(FileRoot root, PathEntry directory, string path, bool isTop)
    {
        List<(string Name, PathEntry Entry)> entries = Read(root, directory);
        bool isCut = entries.Count > MaxEntries;
        string title = _html.Encode(PathCanonicalizer.DecodeCanonical(path));
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{title}</title>\n<style>{Style}</style>\n<h1>{title}</h1>\n")
            .Append("<table>\n<thead><tr><th>Name<th>Size<th>Modified (UTC)</thead>\n<tbody>\n");
        if (!isTop)
        {
            page.Append("<tr><td><a href=\"../\">../</a><td><td>\n");
        }

        foreach ((string name, PathEntry entry) in Sort(entries.Take(MaxEntries)))
        {
            string slash = entry.IsDirectory ? "/" : "";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"{Uri.EscapeDataString(name)}{slash}\"><bdi>{_html.Encode(name)}</bdi>{slash}</a>")
                .Append(CultureInfo.InvariantCulture, $"<td>{(entry.IsDirectory ? "" : Size(entry.Version.Length))}")
                .Append(CultureInfo.InvariantCulture, $"<td>{entry.Version.LastWriteTimeUtc:yyyy-MM-dd HH:mm}\n");
        }

        page.Append("</tbody>\n</table>\n").Append(isCut ? $"<p>There is more than these {MaxEntries}.\n" : "").Append("</html>\n");
        return ResponsePayload.Bytes(Encoding.UTF8.GetBytes(page.ToString()), MediaTypes.Html).WithHeader("Content-Security-Policy", _policy).WithHeader("Cache-Control", "no-cache");
    }

    // one more than is shown tells that there is more
    private static List<(string Name, PathEntry Entry)> Read(FileRoot root, PathEntry directory)
    {
        var entries = new List<(string, PathEntry)>();
        foreach (string path in Directory.EnumerateFileSystemEntries(directory.Path))
        {
            string name = Path.GetFileName(path);
            if (root.TryResolve(directory, name) is { } entry)
            {
                entries.Add((name, entry));
            }

            if (entries.Count > MaxEntries)
            {
                break;
            }
        }

        return entries;
    }

    private static IEnumerable<(string Name, PathEntry Entry)> Sort(IEnumerable<(string Name, PathEntry Entry)> entries) => entries
        .OrderByDescending(found => found.Entry.IsDirectory)
        .ThenBy(found => found.Name, StringComparer.OrdinalIgnoreCase)
        .ThenBy(found => found.Name, StringComparer.Ordinal);

    private static string Size(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {units[unit]}");
    }
}
