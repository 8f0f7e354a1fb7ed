using System.Buffers;

namespace Rpress;

/// <summary>Arrays of the shared pool that stand in a field and grow with what is put into them; empty, they are none of the pool's.</summary>
internal static class PooledArray
{
    /// <summary>Puts an array of at least the size in its place, with the bytes that are in use.</summary>
    public static void Grow(ref byte[] array, int used, int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        array.AsSpan(0, used).CopyTo(larger);
        Return(ref array);
        array = larger;
    }

    /// <summary>Gives it back, and leaves an empty one.</summary>
    public static void Return(ref byte[] array)
    {
        byte[] returned = array;
        array = [];
        if (returned.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(returned);
        }
    }
}
