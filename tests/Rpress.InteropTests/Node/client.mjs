// npm's socket.io-client, driven by commands: node client.mjs URL
import { Manager } from "socket.io-client";
import * as msgPack from "socket.io-msgpack-parser";
import { obey, tell } from "./lines.mjs";

const url = process.argv[2];
const managers = new Map(); // by name: sockets of one manager share a connection
const sockets = new Map();

function managerOf(name, options = {}) {
  if (!managers.has(name)) {
    const manager = new Manager(url, { ...options, parser: options.msgPack ? msgPack : undefined, autoConnect: false });
    manager.on("reconnect_attempt", (attempt) => tell({ is: "reconnect_attempt", manager: name, attempt }));
    manager.on("reconnect", (attempt) => tell({ is: "reconnect", manager: name, attempt }));
    manager.on("reconnect_failed", () => tell({ is: "reconnect_failed", manager: name }));
    manager.on("error", (error) => tell({ is: "manager_error", manager: name, message: error.message }));
    manager.on("open", () => {
      const engine = manager.engine;
      tell({ is: "open", manager: name, transport: engine.transport.name });
      engine.on("upgrade", (transport) => tell({ is: "upgrade", manager: name, transport: transport.name }));
      engine.on("upgradeError", (error) => tell({ is: "upgrade_error", manager: name, message: error.message }));
    });
    managers.set(name, manager);
  }
  return managers.get(name);
}

// answers: what each event is acknowledged with; without one its own arguments
function open({ socket: name, namespace = "/", manager = "main", options, auth, answers = {} }) {
  const socket = managerOf(manager, options).socket(namespace, { auth });
  sockets.set(name, socket);
  socket.on("connect", () => tell({ is: "connect", socket: name, id: socket.id, transport: socket.io.engine.transport.name, recovered: socket.recovered }));
  socket.on("connect_error", (error) =>
    tell({ is: "connect_error", socket: name, message: error.message, data: error.data, active: socket.active, answer: error.context?.responseText }));
  socket.on("disconnect", (reason) => tell({ is: "disconnect", socket: name, reason, active: socket.active }));
  socket.onAny((event, ...args) => {
    const ack = typeof args.at(-1) === "function" ? args.pop() : undefined;
    tell({ is: "event", socket: name, event, args, asks: ack !== undefined });
    if (ack && answers[event] !== "never") ack(...(answers[event] ?? args));
  });
  socket.connect();
}

function emit({ socket: name, event, args = [], id, timeout = 10000 }) {
  const socket = sockets.get(name);
  if (id === undefined) return void socket.emit(event, ...args);
  socket.timeout(timeout).emit(event, ...args, (error, ...answer) =>
    tell({ is: "ack", socket: name, id, error: error?.message ?? null, args: answer }));
}

obey({
  open,
  emit,
  connect: ({ socket }) => sockets.get(socket).connect(),
  disconnect: ({ socket }) => sockets.get(socket).disconnect(),
  // ends the connection below the sockets, as a broken network would
  cut: ({ manager = "main" }) => managers.get(manager).engine.close(),
});
