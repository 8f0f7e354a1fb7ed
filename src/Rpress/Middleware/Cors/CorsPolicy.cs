namespace Rpress;

/// <summary>CORS settings as they run: compiled once, at start.</summary>
internal sealed class CorsPolicy(RpressCors settings)
{
    public bool AllowsCredentials { get; } = settings.AllowCredentials;
}
