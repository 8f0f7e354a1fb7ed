namespace Rpress;

/// <summary>A route as it was registered.</summary>
internal sealed record RouteEntry(string Method, RoutePattern Pattern, RouteHandler Handler)
{
    public override string ToString() => $"{Method} {Pattern.Text}";
}
