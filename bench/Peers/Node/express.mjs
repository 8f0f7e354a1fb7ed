// The routes of Rpress.LoadServer on Express, with its own compression and static files.
import compression from "compression";
import express from "express";
import { answer, assets, compresses, heavy, large, port } from "./bodies.mjs";

const app = express();
if (compresses) {
  app.use(compression());
}

app.use("/assets", express.static(assets));
app.get("/health", (_, response) => response.type("text").send("ok"));
app.get("/api/json", (_, response) => response.json(answer()));
app.post("/api/echo", express.text({ type: () => true, limit: "10mb" }), (request, response) => response.type("text").send(request.body));
app.get("/api/large", (_, response) => response.type("text").send(large()));
app.get("/api/heavy", (_, response) => response.json(heavy()));
app.listen(port, "127.0.0.1");
