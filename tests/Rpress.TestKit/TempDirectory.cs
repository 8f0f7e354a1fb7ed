namespace Rpress.TestKit;

/// <summary>An empty directory that is deleted with what it holds.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>The absolute path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("rpress-").FullName;

    /// <summary>The absolute path of a file or folder in the directory.</summary>
    public string Combine(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    /// <summary>Writes a text file as UTF-8 without a byte order mark, with the folders it needs.</summary>
    /// <returns>Its absolute path.</returns>
    public string WriteFile(string relativePath, string contents)
    {
        var path = PrepareFile(relativePath);
        File.WriteAllText(path, contents);
        return path;
    }

    /// <summary>Writes a file, with the folders it needs.</summary>
    /// <returns>Its absolute path.</returns>
    public string WriteFile(string relativePath, byte[] contents)
    {
        var path = PrepareFile(relativePath);
        File.WriteAllBytes(path, contents);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private string PrepareFile(string relativePath)
    {
        var path = Combine(relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
