namespace Rpress;

/// <summary>What a request knows of the route it matched; Routing/ derives the endpoint from it.</summary>
internal abstract class MatchedRoute(string pattern, string[] parameterNames, long? maxBodySize)
{
    public string Pattern { get; } = pattern;

    public string[] ParameterNames { get; } = parameterNames;

    public long? MaxBodySize { get; } = maxBodySize;
}
