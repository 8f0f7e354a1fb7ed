using System.Text;

namespace Rpress;

/// <summary>One part of a multipart form; valid until the next part is asked for.</summary>
public sealed class MultipartPart
{
    private static readonly UTF8Encoding _strictUtf8 = new(false, throwOnInvalidBytes: true);

    internal MultipartPart(string name, bool isFile, string? fileName, string? contentType, Stream body)
    {
        Name = name;
        IsFile = isFile;
        FileName = fileName;
        ContentType = contentType;
        Body = body;
    }

    /// <summary>The field's name.</summary>
    public string Name { get; }

    /// <summary>Whether the client sent the part as a file.</summary>
    public bool IsFile { get; }

    /// <summary>The last part of the name that the client gave, without any folder; null when nothing usable is left.</summary>
    public string? FileName { get; }

    /// <summary>The media type that the client claims.</summary>
    public string? ContentType { get; }

    /// <summary>The content as it arrives.</summary>
    public Stream Body { get; }

    /// <summary>The whole content; what it may hold is bounded by the body limit.</summary>
    public async ValueTask<byte[]> ReadBytesAsync(CancellationToken cancellationToken = default)
    {
        var bytes = new MemoryStream();
        await Body.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    /// <summary>The whole content as text.</summary>
    /// <exception cref="RpressException">400: it is not UTF-8.</exception>
    public async ValueTask<string> ReadTextAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return _strictUtf8.GetString(await ReadBytesAsync(cancellationToken));
        }
        catch (DecoderFallbackException)
        {
            throw new RpressException(400, "A part of the form is not valid UTF-8.");
        }
    }
}
