// The routes of Rpress.LoadServer on Fastify, with its compression and static files; answers in JSON have schemas, as its documentation says.
import { readFileSync } from "node:fs";
import compress from "@fastify/compress";
import files from "@fastify/static";
import fastify from "fastify";
import { answer, assets, compresses, heavy, large, port } from "./bodies.mjs";

const text = { type: "string" };
const integer = { type: "integer" };
const object = (properties) => ({ type: "object", properties });
const list = (items) => ({ type: "array", items });
const answers = (body) => ({ schema: { response: { 200: object(body) } } });

const { BENCH_TLS_CERT: cert, BENCH_TLS_KEY: key } = process.env;
const secure = cert ? { http2: true, https: { allowHTTP1: true, cert: readFileSync(cert), key: readFileSync(key) } } : {};
const app = fastify({ bodyLimit: 10 * 1024 * 1024, ...secure });
if (compresses) {
  await app.register(compress);
}

await app.register(files, { root: assets, prefix: "/assets/" });
app.addContentTypeParser("*", { parseAs: "string" }, (_, body, done) => done(null, body));
app.get("/health", () => "ok");
app.get("/api/json", answers({
  status: text,
  message: text,
  server: object({ name: text, version: text, features: list(text) }),
  data: object({ id: integer, timestamp: text, items: list(object({ name: text, value: integer })) }),
}), answer);
app.post("/api/echo", (request) => request.body);
app.get("/api/large", large);
app.get("/api/heavy", answers({ count: integer, sample: text }), heavy);
await app.listen({ port, host: "127.0.0.1" });
