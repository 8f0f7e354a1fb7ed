using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Lets through as many requests of a client as its limit allows, and answers the others with 429 (RFC 6585 §4).</summary>
internal sealed partial class RateLimitingMiddleware(
    RateLimitPolicy? global, IRateLimiter limiter, RateLimiterFailure onFailure, TimeSpan timeout, TimeProvider time, ILogger<RateLimitingMiddleware> logger)
{
    // one that fails now and then would otherwise log each time
    private static readonly TimeSpan _backAfter = TimeSpan.FromSeconds(10);
    private static readonly ResponsePayload _tooMany = ResponsePayload.Error(429, "Too many requests: wait before the next one.");
    private static readonly ResponsePayload _unavailable = ResponsePayload.Error(503, "The server cannot count requests now: try again.");

    private bool _isFailing;
    private long _failedAt;

    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        if ((request.Route?.SettingOf<RateLimitPolicy>() ?? global) is not { } policy)
        {
            return next(request);
        }

        string key = policy.KeyOf(request);
        return limiter is InMemoryRateLimiter memory
            ? Answer(policy, memory.Acquire(policy.Limit, key), request, next)
            : AskAsync(policy, key, request, next);
    }

    private static ValueTask<ResponsePayload> Answer(RateLimitPolicy policy, RateLimitDecision decision, RequestPayload request, RpressNext next)
    {
        IHeaderDictionary headers = request.Exchange.ResponseHeaders;
        policy.WriteFields(headers, decision);
        if (decision.IsAllowed)
        {
            return next(request);
        }

        // RFC 9110 §10.2.3: whole seconds. None would ask for the next request at once.
        headers.RetryAfter = Math.Max(RateLimitPolicy.Seconds(decision.ResetAfter), 1).ToString(CultureInfo.InvariantCulture);
        return new(_tooMany.Resolve(request));
    }

    private async ValueTask<ResponsePayload> AskAsync(RateLimitPolicy policy, string key, RequestPayload request, RpressNext next)
    {
        RateLimitDecision decision;
        try
        {
            decision = await BoundedCall.RunAsync(
                static (asked, token) => asked.limiter.AcquireAsync(asked.Limit, asked.key, token), (limiter, policy.Limit, key), timeout, time, request.Aborted);
        }
        catch (Exception error)
        {
            if (request.Aborted.IsCancellationRequested)
            {
                return ResponsePayload.ClientClosed;
            }

            NoteFailure(error);
            return await AnswerUncounted(request, next);
        }

        NoteSuccess();
        return await Answer(policy, decision, request, next);
    }

    private ValueTask<ResponsePayload> AnswerUncounted(RequestPayload request, RpressNext next)
    {
        if (onFailure == RateLimiterFailure.Allow)
        {
            return next(request);
        }

        request.Exchange.ResponseHeaders.RetryAfter = "1";
        return new(_unavailable.Resolve(request));
    }

    private void NoteFailure(Exception error)
    {
        Volatile.Write(ref _failedAt, time.GetTimestamp());
        if (!Interlocked.Exchange(ref _isFailing, true))
        {
            LogFailing(logger, limiter.GetType().Name, onFailure, error);
        }
    }

    private void NoteSuccess()
    {
        if (Volatile.Read(ref _isFailing) && time.GetElapsedTime(Volatile.Read(ref _failedAt)) >= _backAfter && Interlocked.Exchange(ref _isFailing, false))
        {
            LogBack(logger, limiter.GetType().Name);
        }
    }
}
