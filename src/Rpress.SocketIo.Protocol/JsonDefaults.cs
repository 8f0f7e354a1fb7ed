using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <summary>The one resolver chain for JSON: the user's contexts, ours for common types, reflection where it is enabled.</summary>
internal static class JsonDefaults
{
    public static JsonSerializerOptions Complete(JsonSerializerOptions? given, IJsonTypeInfoResolver? context)
    {
        JsonSerializerOptions options = given is null
            ? new JsonSerializerOptions(JsonSerializerDefaults.Web)
            {
                // the answers are application/json with nosniff, never part of a page: escaping beyond JSON's own rules only costs
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,

                // two readers of one message may each take another of two values: refuse the message
                AllowDuplicateProperties = false,
            }
            : new JsonSerializerOptions(given);
        if (context is not null)
        {
            options.TypeInfoResolverChain.Insert(0, context);
        }

        options.TypeInfoResolverChain.Add(RpressJsonContext.Default);
        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            AddReflection(options);
        }

        options.MakeReadOnly();
        return options;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only where the reflection switch is on, which trimming turns off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only where the reflection switch is on, which AOT turns off.")]
    private static void AddReflection(JsonSerializerOptions options) => options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
}
