// The events of Rpress.LoadServer on npm's server with ws, its default engine; compression is off, as by default in both.
import { createServer } from "node:http";
import { Server } from "socket.io";

const seconds = (name, fallback) => 1000 * (process.env[name] || fallback);
const http = createServer();
const io = new Server(http, {
  pingInterval: seconds("BENCH_PING_INTERVAL", 5),
  pingTimeout: seconds("BENCH_PING_TIMEOUT", 3),
});

io.on("connection", (socket) => {
  socket.on("ping", (...args) => socket.emit("pong", ...args));
  socket.on("broadcast", (...args) => socket.broadcast.emit("broadcast_msg", ...args));
  socket.on("join_room", (room) => socket.join(room));
  socket.on("room_msg", (room, message) => socket.to(room).emit("room_event", message));
});

http.listen(process.env.BENCH_PORT || 9090, "127.0.0.1");
