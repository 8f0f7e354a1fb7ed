namespace Rpress.SocketIo.Protocol;

/// <summary>What a decoder accepts; the transport below it bounds the size of a packet.</summary>
/// <param name="MaxAttachments">The most attachments of a packet.</param>
/// <param name="MaxJsonDepth">How deep its JSON may be nested.</param>
/// <param name="MaxNamespaceLength">The longest namespace, in bytes of UTF-8.</param>
public sealed record DecoderLimits(int MaxAttachments = 10, int MaxJsonDepth = 64, int MaxNamespaceLength = 1024);
