namespace Rpress.TestKit;

/// <summary>Takes a packet as it stands on the wire; the bytes are good for the call only.</summary>
public delegate void LoadPacketHandler(ReadOnlySpan<byte> packet);
