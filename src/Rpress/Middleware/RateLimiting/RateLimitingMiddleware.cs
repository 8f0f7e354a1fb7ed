using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Lets through as many requests of a client as its limits allow, and answers the others with 429 (RFC 6585 §4).</summary>
internal sealed partial class RateLimitingMiddleware(
    RateLimitPolicy? application, IRateLimiter limiter, RateLimiterFailure onFailure, TimeSpan timeout, TimeProvider time, ILogger<RateLimitingMiddleware> logger)
{
    // one that fails now and then would otherwise log each time
    private static readonly TimeSpan _backAfter = TimeSpan.FromSeconds(10);
    private static readonly ResponsePayload _tooMany = ResponsePayload.Error(429, "Too many requests: wait before the next one.");
    private static readonly ResponsePayload _unavailable = ResponsePayload.Error(503, "The server cannot count requests now: try again.");

    private readonly RateLimitSet? _withoutGroup = application is null ? null : new(application, null);
    private readonly InMemoryRateLimiter? _memory = limiter as InMemoryRateLimiter;
    private readonly RateLimiterPause _pause = new(timeout, time);
    private bool _isFailing;
    private long _failedAt;

    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next) =>
        (request.Route?.SettingOf<RateLimitSet>() ?? _withoutGroup) is not { } limits ? next(request)
        : _memory is not null ? Count(_memory, limits, request, next)
        : AskAsync(limits, request, next);

    private static ValueTask<ResponsePayload> Count(InMemoryRateLimiter memory, RateLimitSet limits, RequestPayload request, RpressNext next)
    {
        string key = limits.First.KeyOf(request);
        RateLimitDecision first = memory.Acquire(limits.First.Limit, key);
        RateLimitDecision? second = first.IsAllowed && limits.Second is { } policy ? memory.Acquire(policy.Limit, limits.SecondKeyOf(request, key)) : null;
        return Answer(limits, first, second, request, next);
    }

    private static ValueTask<ResponsePayload> Answer(
        RateLimitSet limits, RateLimitDecision? first, RateLimitDecision? second, RequestPayload request, RpressNext next)
    {
        limits.WriteFields(request.Exchange.ResponseHeaders, first, second);
        if (first is not { IsAllowed: false } && second is not { IsAllowed: false })
        {
            return next(request);
        }

        // RFC 9110 §10.2.3: whole seconds. None would ask for the next request at once.
        long seconds = Math.Max(1, Math.Max(SecondsToNext(first), SecondsToNext(second)));
        request.Exchange.ResponseHeaders.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new(_tooMany.Resolve(request));
    }

    // one that let this request pass may have no room for the next
    private static long SecondsToNext(RateLimitDecision? decision) =>
        decision is { } known && (!known.IsAllowed || known.Remaining <= 0) ? RateLimitPolicy.Seconds(known.ResetAfter) : 0;

    private async ValueTask<ResponsePayload> AskAsync(RateLimitSet limits, RequestPayload request, RpressNext next)
    {
        string key = limits.First.KeyOf(request);
        RateLimitDecision? first = await AskAsync(limits.First.Limit, key, request);
        if (first is null && AnswerUncounted(request) is { } answer)
        {
            return answer;
        }

        RateLimitDecision? second = null;
        if (first is not { IsAllowed: false } && limits.Second is { } policy)
        {
            second = await AskAsync(policy.Limit, limits.SecondKeyOf(request, key), request);
            if (second is null && AnswerUncounted(request) is { } secondAnswer)
            {
                return secondAnswer;
            }
        }

        return await Answer(limits, first, second, request, next);
    }

    // null: it was not counted
    private async ValueTask<RateLimitDecision?> AskAsync(RateLimit limit, string key, RequestPayload request)
    {
        if (!_pause.MayAsk(out bool isTrial))
        {
            return null;
        }

        // clients that go could otherwise end one trial after the other, and with them the limit
        CancellationToken gone = isTrial ? CancellationToken.None : request.Aborted;
        RateLimitDecision decision;
        try
        {
            decision = await BoundedCall.RunAsync(
                static (asked, token) => asked.limiter.AcquireAsync(asked.limit, asked.key, token), (limiter, limit, key), timeout, time, gone);
        }
        catch (Exception error)
        {
            if (!gone.IsCancellationRequested)
            {
                NoteFailure(error);
            }

            return null;
        }

        NoteSuccess();
        return decision;
    }

    // null: it goes on
    private ResponsePayload? AnswerUncounted(RequestPayload request)
    {
        if (request.Aborted.IsCancellationRequested)
        {
            return ResponsePayload.ClientClosed;
        }

        if (onFailure == RateLimiterFailure.Allow)
        {
            return null;
        }

        request.Exchange.ResponseHeaders.RetryAfter = "1";
        return _unavailable.Resolve(request);
    }

    private void NoteFailure(Exception error)
    {
        if (error is TimeoutException)
        {
            _pause.Begin();
        }

        Volatile.Write(ref _failedAt, time.GetTimestamp());
        if (!Interlocked.Exchange(ref _isFailing, true))
        {
            LogFailing(logger, limiter.GetType().Name, onFailure, error);
        }
    }

    private void NoteSuccess()
    {
        _pause.End();
        if (Volatile.Read(ref _isFailing) && time.GetElapsedTime(Volatile.Read(ref _failedAt)) >= _backAfter && Interlocked.Exchange(ref _isFailing, false))
        {
            LogBack(logger, limiter.GetType().Name);
        }
    }
}
