namespace Rpress;

/// <summary>What a <see cref="FrameReader"/> gives to; calls come one at a time.</summary>
internal interface IFrameTarget
{
    /// <summary>A message; its memory is the reader's again after the call.</summary>
    void OnMessage(ReadOnlyMemory<byte> message, bool isBinary);

    /// <summary>A ping, which is to be answered with the same payload.</summary>
    void OnPing(ReadOnlySpan<byte> payload);

    /// <summary>What the message has brought to do, if anything.</summary>
    IThreadPoolWorkItem? TakeWork();
}
