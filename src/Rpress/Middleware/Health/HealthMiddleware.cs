using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Answers the two health paths; everything else goes on.</summary>
internal sealed class HealthMiddleware(RpressHealth settings, HttpSettings http, ILogger<HealthMiddleware> logger)
{
    private const string Methods = "GET, HEAD, OPTIONS";

    private static readonly ResponsePayload _live = Answer(200, "ok");
    private static readonly ResponsePayload _ready = Answer(200, "ready");
    private static readonly ResponsePayload _notReady = Answer(503, "not ready");
    private static readonly ResponsePayload _stopping = Answer(503, "stopping");

    private readonly string _livePath = settings.LivePath;
    private readonly string _readyPath = settings.ReadyPath;
    private readonly ReadinessChecks _checks = new(settings.Checks, http, logger);

    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        bool isLive = request.Path == _livePath;
        if (!isLive && request.Path != _readyPath)
        {
            return next(request);
        }

        return request.Method is not ("GET" or "HEAD") ? new(AllowHeader.Answer(request, Methods))
            : isLive ? new(_live)
            : ReadyAsync(request);
    }

    // a stop that begins while the checks run has the last word
    private async ValueTask<ResponsePayload> ReadyAsync(RequestPayload request)
    {
        bool passed = http.StopBegan.IsCompleted || await _checks.RunAsync().WaitAsync(request.Aborted);
        return http.StopBegan.IsCompleted ? _stopping : passed ? _ready : _notReady;
    }

    // what was true a moment ago is no answer
    private static ResponsePayload Answer(int status, string text) =>
        ResponsePayload.Text(text).WithStatus(status).WithHeader("Cache-Control", "no-store");
}
