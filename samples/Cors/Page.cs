namespace CorsSample;

/// <summary>A page whose script calls an API of another origin, and shows what it got.</summary>
internal static class Page
{
    public const string Script = """
        const api = document.querySelector("meta[name=api]").content;

        async function call(what, path, init) {
          const line = document.createElement("li");
          try {
            const response = await fetch(api + path, init);
            const total = response.headers.get("X-Total-Count");
            line.textContent = `${what}: ${response.status} ${await response.text()}${total ? ` (X-Total-Count: ${total})` : ""}`;
          } catch {
            line.textContent = `${what}: refused by the browser`;
          }
          document.querySelector("ol").append(line);
        }

        await call("allowed, with a header that is exposed", "/orders");
        await call("allowed after a preflight", "/orders/1", { method: "PUT", headers: { "Content-Type": "application/json" }, body: "{}" });
        await call("a method that the preflight does not allow", "/orders/1", { method: "DELETE" });
        await call("sets a cookie", "/login", { method: "POST", credentials: "include" });
        await call("brings the cookie", "/me", { credentials: "include" });
        await call("an error is readable too", "/nowhere");
        await call("open to every page", "/prices");
        await call("open to every page, but not with cookies", "/prices", { credentials: "include" });
        await call("for the shops' pages", "/stock");
        await call("for no page of another origin", "/metrics");
        """;

    public static string Html(string api) => $"""
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="api" content="{api}">
            <title>CORS</title>
            <script type="module" src="/page.js"></script>
          </head>
          <body>
            <h1>Calls to {api}</h1>
            <ol></ol>
          </body>
        </html>
        """;
}
