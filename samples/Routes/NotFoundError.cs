using Rpress;

namespace RoutesSample;

/// <summary>An error of our own: thrown anywhere in a handler, it becomes this response.</summary>
internal sealed class NotFoundError(string resource) : Exception($"{resource} not found"), IRpressError
{
    public int Status => 404;
}
