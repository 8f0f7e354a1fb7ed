using System.IO.Hashing;
using System.Security.Cryptography;

namespace Rpress;

/// <summary>
/// Encoded forms of content that came more than once, so that an answer that repeats is encoded once. What is kept is found by a hash and
/// compared as a whole; what came a single time leaves no more than its hash.
/// </summary>
/// <remarks>Thread-safe, and without a lock where something is found: a slot is read once, and its entry never changes but for its mark.</remarks>
internal sealed class EncodedCache
{
    /// <summary>What an entry counts for beyond its bytes.</summary>
    public const int Overhead = 128;

    private const int Slots = 1024;
    private const int SeenSlots = 4096;
    private const int LargestShare = 4; // of the whole, so that some entries always fit

    private readonly long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly ulong[] _seen = new ulong[SeenSlots]; // read and written as they come: at worst an answer counts as new once more
    private readonly Entry?[] _entries = new Entry?[Slots]; // written under _gate
    private readonly Lock _gate = new();
    private readonly CompressionConfig _config;
    private readonly long _maxSize;
    private long _size; // guarded by _gate
    private ulong _hand; // guarded by _gate; where the search for room has come to

    /// <param name="config">How content is encoded.</param>
    /// <param name="maxSize">The most bytes that are kept.</param>
    public EncodedCache(CompressionConfig config, long maxSize)
    {
        _config = config;
        _maxSize = maxSize;
    }

    /// <summary>The bytes that are kept.</summary>
    public long Size
    {
        get
        {
            lock (_gate)
            {
                return _size;
            }
        }
    }

    /// <summary>The content in a coding: as it was kept, or encoded now.</summary>
    public BytesContent Encode(BufferedContent content, ContentCoding coding)
    {
        ReadOnlySpan<byte> identity = content.Identity;
        ulong hash = XxHash3.HashToUInt64(identity, _seed) ^ (ulong)coding;
        if (Volatile.Read(ref _entries[hash % Slots]) is { } entry && entry.Is(hash, coding, content))
        {
            // threads that answer the same share its line of the cache: it is written where it changes alone
            if (!entry.IsUsed)
            {
                entry.IsUsed = true;
            }

            return entry.Encoded;
        }

        ref ulong seen = ref _seen[hash % SeenSlots];
        if (seen == hash && identity.Length + Overhead < _maxSize / LargestShare)
        {
            return EncodeAndKeep(hash, coding, content.Kept());
        }

        seen = hash;
        return ContentEncoder.EncodeWhole(content, coding, _config);
    }

    // encoded is what is kept: bytes of the application's may change meanwhile, and the two must never differ
    private BytesContent EncodeAndKeep(ulong hash, ContentCoding coding, BufferedContent kept)
    {
        var entry = new Entry(hash, coding, kept, ContentEncoder.EncodeWhole(kept, coding, _config));
        if (entry.Size <= _maxSize / LargestShare)
        {
            Keep(entry);
        }

        return entry.Encoded;
    }

    private void Keep(Entry entry)
    {
        lock (_gate)
        {
            if (!TryClearLocked(entry.Hash % Slots))
            {
                return;
            }

            MakeRoomLocked(entry.Size);
            if (_size + entry.Size <= _maxSize)
            {
                _size += entry.Size;
                Volatile.Write(ref _entries[entry.Hash % Slots], entry);
            }
        }
    }

    // once around at most: where all was asked for, the new entry has to come again
    private void MakeRoomLocked(int size)
    {
        for (ulong visited = 0; visited < Slots && _size + size > _maxSize; visited++)
        {
            _hand = (_hand + 1) % Slots;
            TryClearLocked(_hand);
        }
    }

    // an entry that was asked for stays this time, and goes the next one unless it is asked for again
    private bool TryClearLocked(ulong slot)
    {
        if (_entries[slot] is not { } entry)
        {
            return true;
        }

        if (entry.IsUsed)
        {
            entry.IsUsed = false;
            return false;
        }

        _size -= entry.Size;
        Volatile.Write(ref _entries[slot], null);
        return true;
    }

    /// <summary>Content and what it is encoded.</summary>
    private sealed class Entry(ulong hash, ContentCoding coding, BufferedContent content, BytesContent encoded)
    {
        public ulong Hash => hash;

        public BytesContent Encoded => encoded;

        public int Size { get; } = content.Identity.Length + encoded.Bytes.Length + Overhead;

        /// <summary>Whether it was asked for since its place was last wanted for others.</summary>
        public bool IsUsed { get; set; }

        public bool Is(ulong otherHash, ContentCoding otherCoding, BufferedContent other) =>
            hash == otherHash && coding == otherCoding && content.GetType() == other.GetType() && content.Identity.SequenceEqual(other.Identity);
    }
}
