namespace Rpress.FunctionalTests.Cors;

/// <summary>All of a response that CORS may have written.</summary>
internal static class CorsFields
{
    private static readonly string[] _names =
    [
        "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods", "Access-Control-Allow-Origin",
        "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Vary",
    ];

    public static IEnumerable<(string Name, string Value)> Of(Reply reply) =>
        _names.SelectMany(name => reply.HeaderValues(name).Select(value => (name, value)));
}
