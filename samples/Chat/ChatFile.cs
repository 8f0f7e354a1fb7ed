namespace ChatSample;

/// <summary>What everybody is told of a file.</summary>
internal sealed record ChatFile(string Name, string Type, int Size)
{
    public const int LargestFile = 2 * 1024 * 1024; // bytes; also in page/chat.js
    private const int LongestName = 100;
    private const string AnyType = "application/octet-stream";

    // what a browser may show; all else, SVG with its scripts too, is only to be saved
    private static readonly string[] _imageTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    public bool IsImage => _imageTypes.Contains(Type);

    /// <summary>The file with a name and a type that can be shown to others; null for one that is too large, or empty.</summary>
    public static ChatFile? Of(string name, string type, byte[] data)
    {
        string shown = new([.. name.Where(letter => !char.IsControl(letter)).TakeLast(LongestName)]);
        return data.Length is > 0 and <= LargestFile
            ? new(shown.Trim() is { Length: > 0 } trimmed ? trimmed : "file", _imageTypes.Contains(type) ? type : AnyType, data.Length)
            : null;
    }
}
