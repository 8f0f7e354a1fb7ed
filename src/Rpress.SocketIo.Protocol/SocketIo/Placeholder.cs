namespace Rpress.SocketIo.Protocol;

/// <summary>Where the object stands that takes an attachment's place, and which attachment it is.</summary>
internal readonly record struct Placeholder(int Start, int Length, int Number)
{
    public int End => Start + Length;
}
