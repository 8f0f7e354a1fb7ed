namespace Rpress;

/// <summary>What a request knows of the route it matched; Routing/ derives the endpoint from it.</summary>
/// <param name="pattern">The pattern, as it was registered.</param>
/// <param name="parameterNames">The names of its parameters.</param>
/// <param name="maxBodySize">The body limit of its group.</param>
/// <param name="settings">What else its group sets, as the features that are meant have compiled it: at most one object of a type.</param>
internal abstract class MatchedRoute(string pattern, string[] parameterNames, long? maxBodySize, object[] settings)
{
    public string Pattern { get; } = pattern;

    public string[] ParameterNames { get; } = parameterNames;

    public long? MaxBodySize { get; } = maxBodySize;

    /// <summary>The group's own setting of a feature, or null.</summary>
    public TSetting? SettingOf<TSetting>()
        where TSetting : class
    {
        foreach (object setting in settings)
        {
            if (setting is TSetting found)
            {
                return found;
            }
        }

        return null;
    }
}
