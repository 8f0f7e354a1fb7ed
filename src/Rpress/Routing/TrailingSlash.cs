namespace Rpress;

/// <summary>What a slash at the end of a path means for routing.</summary>
public enum TrailingSlash
{
    /// <summary>Nothing: <c>/users/</c> is <c>/users</c>.</summary>
    Ignore,

    /// <summary>Another path: only the form that is registered matches.</summary>
    Strict,

    /// <summary>The other form is answered with 308 to the registered one.</summary>
    Redirect,
}
