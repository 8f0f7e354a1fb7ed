using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <summary>Tells of which types generated code writes what the serializer itself would.</summary>
/// <remarks>
/// Generated code leaves some members to the serializer, and then by the options of its own context: what only the application's options know
/// (further contexts, reflection, their encoder) is lost. So a type counts where all that it can hold is fixed and needs none of these.
/// </remarks>
internal static class GeneratedTypes
{
    public static bool Contain<T>(JsonTypeInfo<T> info) => info.SerializeHandler is not null && IsFixed(info, []);

    private static bool IsFixed(JsonTypeInfo info, HashSet<Type> seen)
    {
        if (info.Kind == JsonTypeInfoKind.None)
        {
            return IsPlain(info.Type);
        }

        if (!seen.Add(info.Type))
        {
            return true;
        }

        if (info.PolymorphismOptions is not null || info.NumberHandling is not null)
        {
            return false;
        }

        return info.Kind == JsonTypeInfoKind.Object
            ? info.Properties.All(property => IsFixed(property, info.Options, seen))
            : (info.KeyType is null || info.KeyType == typeof(string)) && info.ElementType is { } element && IsFixed(element, info.Options, seen);
    }

    private static bool IsFixed(JsonPropertyInfo property, JsonSerializerOptions options, HashSet<Type> seen) =>
        property is { IsExtensionData: false, CustomConverter: null, NumberHandling: null }
        && IsSameForEveryEncoder(property.Name)
        && IsFixed(property.PropertyType, options, seen);

    private static bool IsFixed(Type type, JsonSerializerOptions options, HashSet<Type> seen) =>
        options.TryGetTypeInfo(type, out JsonTypeInfo? info) && IsFixed(info, seen);

    // names are escaped when code is generated, not by the encoder of the moment
    private static bool IsSameForEveryEncoder(string name) =>
        JavaScriptEncoder.Default.Encode(name).Equals(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name), StringComparison.Ordinal);

    // no enum, as its names may be written
    private static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return !type.IsEnum && (type.IsPrimitive || type == typeof(string) || type == typeof(decimal) || type == typeof(byte[])
            || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly)
            || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Uri));
    }
}
