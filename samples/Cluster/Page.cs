namespace ClusterSample;

/// <summary>What is said on any node, and how many are on each of them.</summary>
internal static class Page
{
    public const string Html = """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>Cluster</title>
            <style>body { font: 16px/1.5 system-ui; max-width: 44rem; margin: 2rem auto; padding: 0 1rem } input { font: inherit; width: 100%; box-sizing: border-box }</style>
          </head>
          <body>
            <h1>Cluster</h1>
            <p>This page is on <b id="node">no node</b>. Online: <span id="online"></span></p>
            <form><input placeholder="Say something, and look at a page of the other node" aria-label="Message" autofocus></form>
            <ol></ol>
            <script src="/socket.io/socket.io.js"></script>
            <script>
              const socket = io();
              const [node, online, form, list] = ["#node", "#online", "form", "ol"].map(name => document.querySelector(name));
              const show = text => list.prepend(Object.assign(document.createElement("li"), { textContent: text }));
              socket.on("welcome", name => node.textContent = name);
              socket.on("said", (name, text) => show(`${name}: ${text}`));
              socket.on("news", show);
              socket.on("changed", async () => {
                const counts = await socket.timeout(10000).emitWithAck("who is online?");
                online.textContent = Object.entries(counts).map(([name, count]) => `${count} on ${name}`).join(", ");
              });
              form.addEventListener("submit", event => {
                event.preventDefault();
                socket.emit("say", form.elements[0].value);
                form.reset();
              });
            </script>
          </body>
        </html>
        """;
}
