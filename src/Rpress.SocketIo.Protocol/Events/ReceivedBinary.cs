namespace Rpress.SocketIo.Protocol;

/// <summary>The attachments of the argument that this thread is reading, for the converters of binary values.</summary>
internal static class ReceivedBinary
{
    [ThreadStatic]
    private static ReadOnlyMemory<byte>[]? _attachments;

    public static ReadOnlyMemory<byte>[] Current => _attachments ?? [];

    /// <summary>Sets what is read from, and returns what was before, to be set again.</summary>
    public static ReadOnlyMemory<byte>[]? Exchange(ReadOnlyMemory<byte>[]? attachments)
    {
        ReadOnlyMemory<byte>[]? before = _attachments;
        _attachments = attachments;
        return before;
    }
}
