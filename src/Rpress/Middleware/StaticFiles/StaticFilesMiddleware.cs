namespace Rpress;

/// <summary>Answers with a file where no route does. It stands inside the application's middleware, so that this covers files too.</summary>
internal sealed class StaticFilesMiddleware
{
    private readonly StaticFilesMount[] _mounts;

    private StaticFilesMiddleware(StaticFilesMount[] mounts) => _mounts = mounts;

    /// <summary>Opens every directory; null when there is none to open. What is missing is added to the errors.</summary>
    public static StaticFilesMiddleware? Open(IReadOnlyList<StaticFilesConfig> configs, StaticFilesEnvironment environment, List<string> errors)
    {
        // the longest prefix first; of equal ones the first registered
        StaticFilesMount[] mounts =
        [
            .. configs.Select(config => StaticFilesMount.Open(config, environment, errors))
                .OfType<StaticFilesMount>()
                .OrderByDescending(mount => mount.Prefix.Length),
        ];
        return mounts.Length == 0 ? null : new(mounts);
    }

    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        if (request.Method is not ("GET" or "HEAD"))
        {
            return AllowAsync(request, next);
        }

        foreach (StaticFilesMount mount in _mounts)
        {
            if (mount.TryServe(request, out ValueTask<ResponsePayload> response))
            {
                return response;
            }
        }

        return FallBackAsync(request, next);
    }

    // the fallback takes the place of a 404 only: a path that has routes of other methods is not the browser's
    private async ValueTask<ResponsePayload> FallBackAsync(RequestPayload request, RpressNext next)
    {
        ResponsePayload refusal = await next(request);
        if (refusal.Status == 404)
        {
            foreach (StaticFilesMount mount in _mounts)
            {
                if (mount.TryServeFallback(request, out ValueTask<ResponsePayload> response))
                {
                    return await response;
                }
            }
        }

        return refusal;
    }

    // a file adds its methods to those of the path's routes
    private async ValueTask<ResponsePayload> AllowAsync(RequestPayload request, RpressNext next)
    {
        ResponsePayload refusal = await next(request);
        if (!_mounts.Any(mount => mount.Serves(request.Path)))
        {
            return refusal;
        }

        string[] ofRoutes = refusal.Headers["Allow"]?.Split(", ") ?? [];
        return AllowHeader.Answer(request, string.Join(", ", new SortedSet<string>(ofRoutes, StringComparer.Ordinal) { "GET", "HEAD", "OPTIONS" }));
    }
}
