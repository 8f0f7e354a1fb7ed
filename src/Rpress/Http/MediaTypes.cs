namespace Rpress;

/// <summary>The media types that the framework itself writes.</summary>
internal static class MediaTypes
{
    public const string Text = "text/plain; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";
    public const string Json = "application/json; charset=utf-8";
    public const string ProblemJson = "application/problem+json";
    public const string JavaScript = "application/javascript; charset=utf-8";
    public const string EventStream = "text/event-stream";
    public const string Binary = "application/octet-stream";
    public const string Form = "application/x-www-form-urlencoded";
    public const string Multipart = "multipart/form-data";
}
