namespace Rpress.LoadServer;

/// <summary>The answer of <c>/api/heavy</c>.</summary>
internal sealed record Heavy(int Count, string Sample)
{
    public static Heavy Create()
    {
        string[] ids = new string[100];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = Guid.NewGuid().ToString();
        }

        return new(ids.Length, ids[^1]);
    }
}
