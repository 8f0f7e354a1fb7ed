using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <summary>Writes values as JSON by the application's options, with the code that a source generator made for their type where there is some.</summary>
/// <remarks>
/// The serializer takes generated code only under options without an encoder, and ours have one. A writer's encoder goes before that of the
/// options: so generated code runs under a copy of the options without the encoder, into a writer that has it.
/// </remarks>
internal sealed class JsonBytes(JsonSerializerOptions options)
{
    private const int LargestKept = 64 * 1024;

    private const int DefaultDepth = 64; // what 0 stands for in the serializer's options

    [ThreadStatic]
    private static Workspace? _workspace;

    private readonly JsonSerializerOptions? _generated = WithoutEncoder(options);
    private readonly int _maxDepth = options.MaxDepth == 0 ? DefaultDepth : options.MaxDepth;

    private readonly ConcurrentDictionary<Type, JsonTypeInfo> _infos = new(); // the types that the application writes

    public byte[] Write<T>(T value)
    {
        var info = (JsonTypeInfo<T>)(_infos.TryGetValue(typeof(T), out JsonTypeInfo? known) ? known : _infos.GetOrAdd(typeof(T), Find<T>()));
        return IsGenerated(info) ? WriteGenerated(value, info) : JsonSerializer.SerializeToUtf8Bytes(value, info);
    }

    /// <summary>Whether generated code writes the type.</summary>
    public bool IsGenerated<T>() => IsGenerated(Find<T>());

    // options that are alike share what they know of types, so those of a type may be other ones than it was asked of
    private bool IsGenerated(JsonTypeInfo info) => _generated is not null && info.Options.Encoder is null;

    private JsonTypeInfo<T> Find<T>() =>
        _generated is not null && _generated.TryGetTypeInfo(typeof(T), out JsonTypeInfo? found) && GeneratedTypes.Contain((JsonTypeInfo<T>)found)
            ? (JsonTypeInfo<T>)found
            : (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    private byte[] WriteGenerated<T>(T value, JsonTypeInfo<T> info)
    {
        // taken out while it is in use: a property may itself write JSON
        Workspace workspace = _workspace is { } kept && kept.MaxDepth == _maxDepth ? kept : new(_maxDepth);
        _workspace = null;
        JsonSerializer.Serialize(workspace.Writer, value, info);
        byte[] bytes = workspace.Buffer.WrittenSpan.ToArray();
        if (workspace.Buffer.Capacity <= LargestKept)
        {
            workspace.Buffer.ResetWrittenCount();
            workspace.Writer.Reset();
            _workspace = workspace;
        }

        return bytes;
    }

    // under another encoder the names, which generated code has escaped already, might be others; converters are never left to it
    private static JsonSerializerOptions? WithoutEncoder(JsonSerializerOptions options)
    {
        if (!ReferenceEquals(options.Encoder, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) || options.WriteIndented || options.Converters.Count > 0)
        {
            return null;
        }

        var copy = new JsonSerializerOptions(options) { Encoder = null };
        copy.MakeReadOnly();
        return copy;
    }

    /// <summary>What a thread writes with.</summary>
    private sealed class Workspace
    {
        public Workspace(int maxDepth)
        {
            MaxDepth = maxDepth;
            Writer = new(Buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = maxDepth });
        }

        public int MaxDepth { get; }

        public ArrayBufferWriter<byte> Buffer { get; } = new();

        public Utf8JsonWriter Writer { get; }
    }
}
