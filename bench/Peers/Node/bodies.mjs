// What the routes of the HTTP peers answer, the same as Rpress.LoadServer; each is made anew for a request.
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";

export const assets = fileURLToPath(new URL("../../Rpress.LoadServer/assets", import.meta.url));
export const port = process.env.BENCH_PORT || 9090;
export const compresses = process.env.BENCH_COMPRESSION !== "false";

export const answer = () => ({
  status: "success",
  message: "Benchmark response from Rpress",
  server: { name: "rpress", version: "0.3.2", features: ["http1", "http2", "tls", "websocket", "socketio", "compression"] },
  data: {
    id: 42,
    timestamp: "2026-03-16T00:00:00Z",
    items: [
      { name: "alpha", value: 100 },
      { name: "beta", value: 200 },
      { name: "gamma", value: 300 },
      { name: "delta", value: 400 },
    ],
  },
});

export const large = () => "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ\n".repeat(1600);

export const heavy = () => {
  const ids = Array.from({ length: 100 }, () => randomUUID());
  return { count: ids.length, sample: ids.at(-1) };
};
