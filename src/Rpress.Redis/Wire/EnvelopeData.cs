namespace Rpress;

/// <summary>What stands in an envelope: what it is, and an object in JSON whose placeholders stand for binary.</summary>
internal readonly record struct EnvelopeData(EnvelopeType Type, ReadOnlyMemory<byte>[] Attachments, byte[] Json);
