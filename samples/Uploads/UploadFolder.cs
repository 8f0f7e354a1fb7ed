using System.Security.Cryptography;
using Rpress;

namespace UploadsSample;

/// <summary>Where uploads go. A file's name on disk is ours; the client's name is kept as data only.</summary>
internal sealed class UploadFolder : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly string _path;
    private readonly bool _isTemporary;

    private UploadFolder(string path, bool isTemporary)
    {
        _path = path;
        _isTemporary = isTemporary;
    }

    /// <summary>Uses a folder, made if need be; without one, a temporary folder that ends with the program.</summary>
    public static UploadFolder Open(string? path) => path is null
        ? new UploadFolder(Directory.CreateTempSubdirectory("rpress-sample-").FullName, isTemporary: true)
        : new UploadFolder(Directory.CreateDirectory(path).FullName, isTemporary: false);

    public Task<StoredFile> StoreAsync(MultipartPart part, CancellationToken cancellationToken) =>
        StoreAsync(part.FileName ?? "unnamed", part.Body, cancellationToken);

    /// <summary>Copies a stream to a new file, counting and hashing on the way; what fails halfway leaves no file.</summary>
    public async Task<StoredFile> StoreAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        string path = Path.Combine(_path, Guid.NewGuid().ToString("N"));
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            var buffer = new byte[BufferSize];
            long length = 0;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                length += read;
            }

            return new StoredFile(name, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public void Dispose()
    {
        if (_isTemporary)
        {
            Directory.Delete(_path, recursive: true);
        }
    }
}
