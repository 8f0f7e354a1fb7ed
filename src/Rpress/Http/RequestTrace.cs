using System.Diagnostics;

namespace Rpress;

/// <summary>What is observed of a request, for as long as it is answered; made only where somebody observes.</summary>
internal sealed class RequestTrace
{
    /// <summary>When the request began, as its time provider counts.</summary>
    public required long StartedAt { get; init; }

    /// <summary>The method, one of those that are known or <c>_OTHER</c>: clients must not choose how many there are.</summary>
    public required string Method { get; init; }

    public required string Scheme { get; init; }

    /// <summary>The version of HTTP: <c>1.1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The span of the HTTP/2 stream, outside that of the request.</summary>
    public Activity? StreamSpan { get; set; }

    public Activity? Span { get; set; }

    public IDisposable? LogScope { get; set; }

    /// <summary>Whether the request was added to the active ones, and has to be taken off again.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Whether the client had gone before there was anything to send; the core takes what is written then, too.</summary>
    public bool IsUnanswered { get; set; }

    /// <summary>What made the request fail, where that was no refusal.</summary>
    public Exception? Failure { get; set; }
}
