using System.IO.Pipelines;
using System.Text;

namespace Rpress.Tests.EngineIo;

/// <summary>An upgraded connection whose client is the test.</summary>
internal sealed class HandConnection : UpgradedConnection
{
    private readonly Pipe _input = new();

    public override PipeReader Input => _input.Reader;

    public override HeldOutput Output { get; } = new();

    public bool IsAborted { get; private set; }

    /// <summary>The text frames that the client got.</summary>
    public IEnumerable<string> Texts => Frames.Where(frame => frame.First == 0x81).Select(frame => Encoding.UTF8.GetString(frame.Payload));

    public IReadOnlyList<(byte First, byte[] Payload)> Frames => WireFrames.Of(Output.Bytes);

    public Task SendAsync(string text) => SendAsync(0x81, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a frame, masked with zeros.</summary>
    public async Task SendAsync(byte first, byte[] payload) =>
        await _input.Writer.WriteAsync((byte[])[first, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]);

    public void End() => _input.Writer.Complete();

    public override void Abort()
    {
        IsAborted = true;
        _input.Writer.Complete(new IOException("broken off"));
        Output.Break();
    }
}
