using System.Globalization;
using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.Client.Tests;

/// <summary>A connection of the scripted server; it reads one request after the other, each once the one before is answered.</summary>
internal sealed class ScriptedConnection(Socket socket) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly WireReader _reader = new(new NetworkStream(socket, ownsSocket: false));
    private bool _isReset;

    /// <summary>Gives each request to the function, until the client ends the connection or makes a WebSocket of it.</summary>
    public async Task ReadAllAsync(Action<ScriptedRequest> onRequest, CancellationToken cancellationToken)
    {
        try
        {
            bool isHttp = true;
            while (isHttp && await _reader.HasMoreAsync(cancellationToken))
            {
                ScriptedRequest request = await ReadRequestAsync(cancellationToken);
                onRequest(request);
                isHttp = await request.StaysHttpAsync(cancellationToken);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or EndOfStreamException)
        {
            // the client gave up the request, or the test is over
        }
    }

    public Task SendAsync(ReadOnlyMemory<byte> bytes) =>
        Deadline.RunAsync(token => _stream.WriteAsync(bytes, token).AsTask(), $"the client taking {bytes.Length} bytes", Deadline.Default);

    public Task<byte[]> ReadExactlyAsync(int count) =>
        Deadline.RunAsync(token => _reader.ReadExactlyAsync(count, token), $"{count} bytes of the client", Deadline.Default);

    /// <summary>Returns once the client has ended the connection; what it sends before is dropped.</summary>
    public Task ReadToEndAsync() => Deadline.RunAsync(_reader.ReadToEndAsync, "the client ending the connection", Deadline.Default);

    /// <summary>Ends the connection in good order, as far as TCP goes.</summary>
    public void Close() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        if (Interlocked.Exchange(ref _isReset, true))
        {
            return;
        }

        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public void Dispose()
    {
        Reset();
        _stream.Dispose();
    }

    private async Task<ScriptedRequest> ReadRequestAsync(CancellationToken cancellationToken)
    {
        string[] line = (await _reader.ReadLineAsync(cancellationToken)).Split(' ');
        var headers = new List<KeyValuePair<string, string>>();
        int length = 0;
        while (await _reader.ReadLineAsync(cancellationToken) is { Length: > 0 } header)
        {
            string[] parts = header.Split(": ", 2);
            headers.Add(new(parts[0], parts[1]));
            if (parts[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(parts[1], CultureInfo.InvariantCulture);
            }
        }

        return new(this, line[0], line[1], headers, await _reader.ReadExactlyAsync(length, cancellationToken));
    }
}
