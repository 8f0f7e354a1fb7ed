// The events of Rpress.LoadServer on npm's server with ws, its default, or with eiows (BENCH_ENGINE); compression is off, as by default in both.
import { createServer } from "node:http";
import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { createAdapter as createStreamsAdapter } from "@socket.io/redis-streams-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const seconds = (name, fallback) => 1000 * (process.env[name] || fallback);
const redis = () => createClient({ url: `redis://${process.env.BENCH_REDIS}` }).on("error", console.error).connect();

// what connects the servers of a cluster
const adapters = {
  classic: async () => createAdapter(await redis(), await redis()),
  sharded: async () => createShardedAdapter(await redis(), await redis()),
  streams: async () => createStreamsAdapter(await redis()),
};

const http = createServer();
const io = new Server(http, {
  pingInterval: seconds("BENCH_PING_INTERVAL", 5),
  pingTimeout: seconds("BENCH_PING_TIMEOUT", 3),
  ...(process.env.BENCH_ENGINE === "eiows" && { wsEngine: (await import("eiows")).Server }),
  ...(process.env.BENCH_REDIS && { adapter: await adapters[process.env.BENCH_ADAPTER || "classic"]() }),
});

io.on("connection", (socket) => {
  socket.on("ping", (...args) => socket.emit("pong", ...args));
  socket.on("broadcast", (...args) => socket.broadcast.emit("broadcast_msg", ...args));
  socket.on("join_room", (room) => socket.join(room));
  socket.on("room_msg", (room, message) => socket.to(room).emit("room_event", message));
});

http.listen(process.env.BENCH_PORT || 9090, "127.0.0.1");
