// npm's Socket.IO server with the application of the interop cases: node server.mjs OPTIONS
// OPTIONS is JSON: {"port": n, "key": "file.pem", "cert": "file.pem", "msgPack": true}; all but the port may be left out.
// InteropApp.cs is the same application on Rpress; a case that holds for both is what socket.io means.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { Server } from "socket.io";
import * as msgPack from "socket.io-msgpack-parser";
import { obey, tell } from "./lines.mjs";
import { decode } from "./values.mjs";

const { port, key, cert, ...options } = JSON.parse(process.argv[2]);
const http = key ? createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }) : createServer();
const io = new Server(http, options.msgPack ? { parser: msgPack } : {});

function serve(namespace) {
  namespace.on("connection", (socket) => {
    socket.on("echo", (...args) => {
      const ack = typeof args.at(-1) === "function" ? args.pop() : undefined;
      ack ? ack(...args) : socket.emit("echo", ...args);
    });
    socket.on("greet", (name, ack) => ack(`Hello, ${name}!`));
    socket.on("whoami", (ack) => ack({ id: socket.id, namespace: socket.nsp.name, auth: socket.handshake.auth }));
    socket.on("join", async (room, ack) => { await socket.join(room); ack(); });
    socket.on("leave", async (room, ack) => { await socket.leave(room); ack(); });
    socket.on("say", (room, text) => socket.to(room).emit("said", text));
    socket.on("announce", (room, text) => namespace.to(room).emit("said", text));
    socket.on("broadcast", (...args) => socket.broadcast.emit("broadcast", ...args));
    socket.on("ask", async (timeout, args, ack) => {
      try {
        ack({ answer: await socket.timeout(timeout).emitWithAck("question", ...args) });
      } catch {
        ack({ answer: null, timedOut: true });
      }
    });
    socket.on("text", (length) => socket.emit("text", decode({ $text: length })));
    socket.on("bytes", (length) => socket.emit("bytes", decode({ $bytes: length })));
    socket.on("leave-namespace", () => socket.disconnect());
    socket.on("close-connection", () => socket.disconnect(true));
  });
}

serve(io);
serve(io.of("/admin"));
io.of("/private").use((socket, next) =>
  next(socket.handshake.auth.token === "valid" ? undefined : Object.assign(new Error("Unauthorized"), { data: { code: 401 } })));
serve(io.of("/private"));

http.listen(port, "127.0.0.1", () => tell({ is: "listening", port: http.address().port }));
obey({});
