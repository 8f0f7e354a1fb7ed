namespace SocketAuthSample;

/// <summary>A page that logs in, connects to both namespaces, and shows what came of it.</summary>
internal static class Page
{
    public const string Html = """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>Who may connect</title>
            <style>
              body { font: 16px/1.5 system-ui; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
              button, input { font: inherit; margin: 0 .4rem .4rem 0; padding: .2rem .6rem }
              li { font-family: ui-monospace, monospace }
            </style>
          </head>
          <body>
            <h1>Who may connect</h1>
            <form>
              <input name="name" placeholder="ada or grace" aria-label="Name" required>
              <input name="password" type="password" placeholder="lovelace or hopper" aria-label="Password" required>
              <button>Log in</button>
            </form>
            <button id="main">Join /</button><button id="admin">Join /admin</button><button id="old">Connect as an old page</button>
            <ol></ol>
            <script src="/socket.io/socket.io.js"></script>
            <script>
              let token;
              const say = text => document.querySelector("ol").appendChild(document.createElement("li")).textContent = text;

              document.querySelector("form").onsubmit = async event => {
                event.preventDefault();
                const login = JSON.stringify(Object.fromEntries(new FormData(event.target)));
                const response = await fetch("/login", { method: "POST", headers: { "Content-Type": "application/json" }, body: login });
                token = response.ok ? (await response.json()).token : undefined;
                say(response.ok ? "logged in" : await response.text());
              };

              // a connection of its own for each click, so that the cookie of the login is in its handshake
              function connect(name, question, options) {
                const socket = io(name, { forceNew: true, auth: { token }, ...options });
                socket.on("connect", async () => say(`${name}: joined; ${question}? ${await socket.emitWithAck(question)}`));
                socket.on("connect_error", error => say(`${name}: ${error.message} ${JSON.stringify(error.data ?? error.context?.responseText ?? "")}`));
                socket.on("notification", text => say(`${name}: ${text}`));
              }

              document.querySelector("#main").onclick = () => connect("/", "whoami");
              document.querySelector("#admin").onclick = () => connect("/admin", "online");
              document.querySelector("#old").onclick = () => connect("/", "whoami", { query: { version: 1 }, reconnection: false });
            </script>
          </body>
        </html>
        """;
}
