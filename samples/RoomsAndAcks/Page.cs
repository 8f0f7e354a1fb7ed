namespace RoomsSample;

/// <summary>A page that shows what arrives, and whose console has the socket.</summary>
internal static class Page
{
    public const string Html = """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>Rooms and acks</title>
            <style>body { font: 16px/1.5 system-ui; max-width: 44rem; margin: 2rem auto; padding: 0 1rem } code, li { font-family: ui-monospace, monospace }</style>
          </head>
          <body>
            <h1>Rooms and acks</h1>
            <p>Open the console of two tabs. In both: <code>await ask("join", "tea")</code>. Then in one of them:
              <code>socket.emit("say", "tea", "Hello")</code>. Binary: <code>await ask("hash", new Uint8Array([1, 2, 3]))</code>.</p>
            <ol></ol>
            <script src="/socket.io/socket.io.js"></script>
            <script>
              const socket = io();
              const ask = (event, ...args) => socket.timeout(5000).emitWithAck(event, ...args);
              socket.onAny((event, ...args) => {
                const line = document.createElement("li");
                line.textContent = `${event} ${args.filter(arg => typeof arg !== "function").map(arg => JSON.stringify(arg)).join(" ")}`;
                document.querySelector("ol").append(line);
              });
              socket.on("who are you?", answer => answer(prompt("Your name?")));
            </script>
          </body>
        </html>
        """;
}
