using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Rpress.Benchmarks;

/// <summary>The features of a GET whose response goes onto a pipe in memory; the collection has them itself, as the server core's has.</summary>
internal sealed class PipeFeatures : FeatureCollection,
    IHttpRequestFeature, IHttpResponseFeature, IHttpResponseBodyFeature, IHttpRequestBodyDetectionFeature, IHttpRequestLifetimeFeature
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));

    public string Protocol { get; set; } = "HTTP/1.1";

    public string Scheme { get; set; } = "http";

    public string Method { get; set; } = "GET";

    public string PathBase { get; set; } = "";

    public string Path { get; set; } = "/";

    public string QueryString { get; set; } = "";

    public string RawTarget { get; set; } = "/";

    IHeaderDictionary IHttpRequestFeature.Headers { get; set; } = new HeaderDictionary { ["Host"] = "localhost" };

    IHeaderDictionary IHttpResponseFeature.Headers { get; set; } = new HeaderDictionary();

    Stream IHttpRequestFeature.Body { get; set; } = Stream.Null;

    Stream IHttpResponseFeature.Body { get; set; } = Stream.Null;

    public int StatusCode { get; set; } = 200;

    public string? ReasonPhrase { get; set; }

    public bool HasStarted => false;

    public bool CanHaveBody => false;

    public CancellationToken RequestAborted { get; set; }

    public PipeWriter Writer => _pipe.Writer;

    public Stream Stream => Writer.AsStream();

    /// <summary>Takes what was written, headers and content, so that the next response finds all empty.</summary>
    public void Drain()
    {
        ((IHttpResponseFeature)this).Headers.Clear();
        if (_pipe.Reader.TryRead(out ReadResult written))
        {
            _pipe.Reader.AdvanceTo(written.Buffer.End);
        }
    }

    public void Abort()
    {
    }

    public void OnStarting(Func<object, Task> callback, object state)
    {
    }

    public void OnCompleted(Func<object, Task> callback, object state)
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CompleteAsync() => Task.CompletedTask;

    public void DisableBuffering()
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
