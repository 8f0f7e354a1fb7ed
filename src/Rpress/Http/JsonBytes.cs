using System.Buffers;
using System.Diagnostics.CodeAnalysis;
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

    public byte[] Write<T>(T value) => _generated is not null && IsGenerated(_generated, out JsonTypeInfo<T>? info)
        ? WriteGenerated(value, info)
        : JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));

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

    // under another encoder the names, which generated code has escaped already, might be others
    private static JsonSerializerOptions? WithoutEncoder(JsonSerializerOptions options)
    {
        if (!ReferenceEquals(options.Encoder, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) || options.WriteIndented)
        {
            return null;
        }

        var copy = new JsonSerializerOptions(options) { Encoder = null };
        copy.MakeReadOnly();
        return copy;
    }

    private static bool IsGenerated<T>(JsonSerializerOptions options, [NotNullWhen(true)] out JsonTypeInfo<T>? info)
    {
        info = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        return info.SerializeHandler is not null;
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
