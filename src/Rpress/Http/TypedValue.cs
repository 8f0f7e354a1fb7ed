using System.Globalization;

namespace Rpress;

/// <summary>Turns the text of a parameter into a value, or into a 400 that names the parameter.</summary>
internal static class TypedValue
{
    public static T Parse<T>(string? text, string kind, string name)
        where T : IParsable<T>
    {
        if (text is null)
        {
            throw new RpressException(400, $"The {kind} parameter '{name}' is missing.");
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out T? value)
            ? value
            : throw new RpressException(400, $"The {kind} parameter '{name}' is not a valid {Describe(typeof(T))}.");
    }

    // the client is told in its own terms, not in the names of CLR types
    private static string Describe(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32
            or TypeCode.Int64 or TypeCode.UInt64 => "integer",
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "number",
        TypeCode.Boolean => "boolean (true or false)",
        TypeCode.DateTime => "date",
        _ when type == typeof(Guid) => "UUID",
        _ when type == typeof(DateTimeOffset) || type == typeof(DateOnly) => "date",
        _ => "value",
    };
}
