using System.Text;
using Rpress;

namespace ClusterSample;

/// <summary>The page of the sample Chat with a script and a stylesheet more; without sticky sessions it begins with WebSocket.</summary>
internal sealed class ClusterPage(bool isSticky)
{
    private readonly string _html = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "page", "index.html"))
        .Replace("</head>", """<link rel="stylesheet" href="cluster.css"></head>""", StringComparison.Ordinal)
        .Replace("</body>", """<script src="cluster.js" type="module"></script></body>""", StringComparison.Ordinal);

    // routes go before files
    public void AttachTo(RpressApp app)
    {
        var routes = new RpressRoutes();
        routes.Get("/", request => ResponsePayload.Html(_html));
        if (!isSticky)
        {
            routes.Get("/transports.js", request => ResponsePayload.Bytes(
                Encoding.UTF8.GetBytes("""export const transports = ["websocket"];"""), "text/javascript"));
        }

        app.AddRouteGroup(routes);
    }
}
