// npm's Socket.IO server with the application of the interop cases: node server.mjs OPTIONS
// OPTIONS is JSON: {"port": n, "key": "file.pem", "cert": "file.pem", "msgPack": true, "recovers": true, "engine": {...}}; all but the port may be left out.
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
const io = new Server(http, {
  ...(options.msgPack ? { parser: msgPack } : {}),
  ...(options.recovers ? { connectionStateRecovery: {} } : {}),
  ...options.engine,
});

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

// what the server's API can do beyond events and rooms; ServerApiApp.cs is the same
function serveApi() {
  io.on("connection", (socket) => {
    socket.on("set-data", (value, ack) => { socket.data.value = value; ack(true); });
    socket.on("state", (ack) =>
      ack({ recovered: socket.recovered, rooms: [...socket.rooms].filter((room) => room !== socket.id), value: socket.data.value ?? null }));
    socket.on("poll", (timeout, ack) =>
      io.timeout(timeout).emit("question", "x", (error, responses) => ack({ timedOut: error !== null, responses })));
    socket.on("fetch", async (room, ack) => ack((await io.in(room).fetchSockets()).map((found) => ({ id: found.id, rooms: [...found.rooms] }))));
    socket.on("move", (from, to, ack) => { io.in(from).socketsJoin(to); io.in(from).socketsLeave(from); ack(true); });
    socket.on("expel", (room, ack) => { io.in(room).disconnectSockets(); ack(true); });
    socket.on("stall", (id, size, ack) => {
      io.to(id).emit("bytes", decode({ $bytes: size }));
      io.to(id).volatile.emit("volatile");
      io.to(id).emit("end");
      ack(true);
    });
  });
  serve(io.of(/^\/dynamic-\d+$/));
  io.of("/guarded").use((socket, next) => next(socket.handshake.auth.token === "valid"
    ? undefined
    : Object.assign(new Error("not authorized"), { data: { code: "E001", retryAfter: 5 } })));
  io.of("/guarded").on("connection", (socket) => {
    socket.use(([event], next) => next(event === "forbidden" ? new Error("unauthorized event") : undefined));
    socket.on("error", (error) => socket.emit("refused", error.message));
    socket.on("forbidden", (ack) => ack("reached"));
    socket.on("allowed", (ack) => ack("reached"));
  });
}

// what a client's conduct looks like from here; ClientApp.cs is the same
function serveClients() {
  const [notes, ends, tries] = [[], [], {}];
  const countTry = (key) => (tries[key] = (tries[key] ?? 0) + 1);
  for (const namespace of [io, io.of("/admin")]) {
    namespace.on("connection", (socket) => {
      const held = [];
      socket.on("disconnect", (reason) => ends.push({ id: socket.id, namespace: socket.nsp.name, reason }));
      socket.on("ends", (ack) => ack(ends));
      socket.on("handshake", (ack) => ack({ headers: socket.handshake.headers, query: socket.handshake.query }));
      socket.on("connections", (ack) => ack(io.engine.clientsCount));
      socket.on("note", (value, ack) => { notes.push(value); ack?.(); });
      socket.on("notes", (ack) => ack(notes));
      socket.on("third-time", (key, ack) => { if (countTry(key) >= 3) ack(tries[key]); });
      socket.on("never", (key) => { countTry(key); });
      socket.on("tries", (ack) => ack(tries));
      socket.on("reverse", (count, value, ack) => {
        held.push(() => ack(value));
        if (held.length === count) held.splice(0).reverse().forEach((answer) => answer());
      });
    });
  }
}

serveApi();
serveClients();
http.listen(port, "127.0.0.1", () => tell({ is: "listening", port: http.address().port }));
obey({});
