namespace Rpress;

/// <summary>Marks a connection that was accepted above the limit: its first request gets 503 and it ends.</summary>
internal sealed class ConnectionOverLimit
{
    public static readonly ConnectionOverLimit Instance = new();
}
