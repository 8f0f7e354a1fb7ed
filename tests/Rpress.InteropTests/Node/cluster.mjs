// Servers of a cluster, npm's Socket.IO with one of its adapters for Redis, and emitters of @socket.io/redis-emitter, any number of them: node cluster.mjs
// A command has a number and mostly the name of who does it: {"do": "emit", "id": 1, "who": "0", ...}; it is answered by {"is": "done", "id": 1, "result": ...}
// or {"is": "failed", "id": 1, "message": ...}. Commands begin in their order; those that take time do not hold up the next ones.
import { createServer } from "node:http";
import { Emitter } from "@socket.io/redis-emitter";
import { Server } from "socket.io";
import { connect, connectAdapter } from "./adapters.mjs";
import { obey, tell } from "./lines.mjs";

const sources = new Map(); // by name: { of(namespace), stop() }, servers with { adapter } of adapters.mjs as well

async function startServer({ who, recovery, ...options }) {
  const adapter = await connectAdapter(options);
  const http = createServer();
  const io = new Server(http, { adapter: adapter.create, ...(recovery && { connectionStateRecovery: recovery }) });
  await Promise.all([io.of("/"), io.of("/admin")].map(adapter.subscribed));
  await new Promise((listening) => http.listen(0, "127.0.0.1", listening));
  const stop = async () => { await io.close(); await adapter.close(); };
  sources.set(who, { adapter, of: (namespace) => io.of(namespace), stop });
  return http.address().port;
}

async function startEmitter({ who, redis, keyPrefix }) {
  const client = await connect(redis);
  const emitter = new Emitter(client, { key: keyPrefix });
  sources.set(who, { of: (namespace) => emitter.of(namespace), stop: () => client.close() });
}

async function stop({ who }) {
  const source = sources.get(who);
  sources.delete(who);
  await source.stop();
}

function socketsOf({ who, target }) {
  let sockets = sources.get(who).of(target.namespace).to(target.rooms).except(target.except);
  if (target.isLocal) sockets = sockets.local;
  return target.isVolatile ? sockets.volatile : sockets;
}

const namespaceOf = ({ who, namespace }) => sources.get(who).of(namespace);
const socketOf = ({ who, socket }) => sources.get(who).of("/").sockets.get(socket);
const answersOf = (send) => new Promise((answered) => send((error, answers) => answered({ error: error?.message ?? null, answers })));
const toBuffer = (value) => (value?.type === "Buffer" ? Buffer.from(value.data) : value);

// what an application does with events of other servers; that binary comes as JSON.stringify has written it is the adapter's way
function listen({ who, namespace, event, answer }) {
  sources.get(who).of(namespace).on(event, (...args) => {
    const ack = typeof args.at(-1) === "function" ? args.pop() : undefined;
    tell({ is: "heard", who, namespace, data: [event, ...args.map(toBuffer)] });
    if (answer !== null) ack?.(answer);
  });
}

async function askSocket({ who, socket, timeout, event, args }) {
  const [remote] = await sources.get(who).of("/").in(socket).fetchSockets();
  return await remote.timeout(timeout).emitWithAck(event, ...args);
}

async function join({ who, socket, rooms }) {
  const { adapter, of } = sources.get(who);
  await of("/").sockets.get(socket).join(rooms);
  await adapter.subscribed(of("/"));
}

const describe = ({ id, rooms, data, handshake }) => ({
  id,
  rooms: [...rooms],
  name: data.name,
  query: handshake.query.client,
  header: handshake.headers["x-client"],
  token: handshake.auth.token,
});

const actions = {
  startServer,
  startEmitter,
  stop,
  listen,
  askSocket,
  emit: (command) => { socketsOf(command).emit(command.event, ...command.args); },
  emitWithAck: (command) => answersOf((callback) => socketsOf(command).timeout(command.timeout).emit(command.event, ...command.args, callback)),
  socketsJoin: (command) => { socketsOf(command).socketsJoin(command.rooms); },
  socketsLeave: (command) => { socketsOf(command).socketsLeave(command.rooms); },
  disconnectSockets: (command) => { socketsOf(command).disconnectSockets(command.close); },
  fetchSockets: async (command) => (await socketsOf(command).fetchSockets()).map(describe),
  serverSideEmit: (command) => { namespaceOf(command).serverSideEmit(command.event, ...command.args); },
  serverSideEmitWithAck: (command) => answersOf((callback) => namespaceOf(command).serverSideEmit(command.event, ...command.args, callback)),
  serverCount: (command) => namespaceOf(command).adapter.serverCount(),
  allRooms: async (command) => [...(await sources.get(command.who).adapter.allRooms(namespaceOf(command)))],
  join,
  hasRecovered: (command) => socketOf(command).recovered,
  setData: (command) => { socketOf(command).data[command.name] = command.value; },
};

async function act(command) {
  try {
    tell({ is: "done", id: command.id, result: await actions[command.do](command) });
  } catch (error) {
    tell({ is: "failed", id: command.id, message: error.stack });
  }
}

obey(Object.fromEntries(Object.keys(actions).map((name) => [name, (command) => { act(command); }])));
