namespace Rpress.LoadServer;

/// <summary>About so many objects of one type and size, in bytes each.</summary>
internal sealed record AllocatedType(string Type, long Size, double Count)
{
    public double Bytes => Size * Count;
}
