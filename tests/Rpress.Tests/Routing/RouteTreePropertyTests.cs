using FsCheck;
using FsCheck.Fluent;

namespace Rpress.Tests.Routing;

public sealed class RouteTreePropertyTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(1500).WithReplay(20261122, 7);

    [Fact]
    public void Match_OfAnyPatternSet_AgreesWithNaiveReference()
    {
        Gen<(List<string> Routes, string Method, string Path)> cases =
            from routes in Routes()
            from method in Gen.Elements("GET", "HEAD", "POST", "DELETE")
            from path in Path()
            select (routes, method, path);

        Prop.ForAll(Arb.From(cases), example =>
        {
            var naive = new NaiveRouter(example.Routes.Select(Parts));
            RouteTree tree = RouteTreeTests.Tree([.. example.Routes]);
            string? found = tree.Match(example.Method, example.Path).Endpoint is { } endpoint ? endpoint.Pattern : null;
            string? expected = naive.Match(example.Method, example.Path)?.Split(' ')[1];
            return (found == expected).Label($"found {found}, expected {expected} for {example.Method} {example.Path} in {string.Join(", ", example.Routes)}");
        }).Check(_config);
    }

    [Fact]
    public void AllowedMethods_OfAnyPatternSet_AgreeWithNaiveReference()
    {
        Gen<(List<string> Routes, string Path)> cases = from routes in Routes() from path in Path() select (routes, path);

        Prop.ForAll(Arb.From(cases), example =>
        {
            SortedSet<string> expected = new NaiveRouter(example.Routes.Select(Parts)).Methods(example.Path);
            string? found = RouteTreeTests.Tree([.. example.Routes]).AllowedMethods(example.Path);
            return expected.Count == 0
                ? found is null
                : found is not null && expected.IsSubsetOf(found.Split(", ")) && found.Contains("OPTIONS", StringComparison.Ordinal);
        }).Check(_config);
    }

    private static (string Method, string Pattern) Parts(string route) => (route.Split(' ')[0], route.Split(' ')[1]);

    // pattern sets without conflicts: the first of a shape stays
    private static Gen<List<string>> Routes()
    {
        Gen<string> inner = Gen.Elements("/a", "/b", "/:p", "/a", "/b");
        Gen<string> last = Gen.Elements("", "/c", "/:q", "/:o?", "/*r");
        Gen<string> route =
            from method in Gen.Elements("GET", "POST", "DELETE", "HEAD")
            from depth in Gen.Choose(0, 3)
            from segments in inner.ArrayOf(depth)
            from end in last
            let distinct = segments.Select((segment, i) => segment == "/:p" ? $"/:p{i}" : segment)
            let text = string.Concat(distinct) + end
            select $"{method} {(text.Length == 0 ? "/" : text)}";
        return route.ListOf().Select(routes => routes
            .DistinctBy(text => (Parts(text).Method, RoutePattern.Parse(Parts(text).Pattern).Shape(false)))
            .ToList());
    }

    private static Gen<string> Path() =>
        from segments in Gen.Elements("/a", "/b", "/c", "/d", "/", "/a", "/b").ListOf()
        select segments.Count == 0 ? "/" : string.Concat(segments);
}
