namespace Rpress.LoadServer;

/// <summary>The 100,800 characters of <c>/api/large</c>, made anew each time in one piece.</summary>
internal static class LargeText
{
    private const string Line = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ\n";
    private const int Lines = 1600;

    public static string Create() => string.Create(Line.Length * Lines, Line, static (text, line) =>
    {
        for (int i = 0; i < Lines; i++)
        {
            line.CopyTo(text[(i * line.Length)..]);
        }
    });
}
