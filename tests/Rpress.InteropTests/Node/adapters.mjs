// What connects npm's servers of a cluster, by its kind: { create, subscribed(namespace), allRooms(namespace), close() }. None of the adapters
// waits for its own subscriptions, so subscribed ends once Redis knows them.
import { createAdapter as createClassicAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { createAdapter as createStreamsAdapter } from "@socket.io/redis-streams-adapter";
import { createClient } from "redis";

const BOUND = 15_000;
const INTERVAL = 10;

export async function connect(redis, name) {
  const client = createClient({ url: `redis://${redis}`, name });
  client.on("error", (error) => console.error(error));
  return await client.connect();
}

async function classic({ redis, keyPrefix, requestTimeout, specific }) {
  const [pub, sub] = await Promise.all([connect(redis), connect(redis)]);
  return {
    create: createClassicAdapter(pub, sub, { key: keyPrefix, requestsTimeout: requestTimeout, publishOnSpecificResponseChannel: specific }),
    subscribed: () => sub.ping(), // what one connection asks for, Redis does in its order: the subscriptions come before
    allRooms: (namespace) => namespace.adapter.allRooms(),
    close: () => Promise.all([sub.close(), pub.close()]),
  };
}

async function sharded({ redis, keyPrefix, subscriptionMode }) {
  const [pub, sub] = await Promise.all([connect(redis), connect(redis)]);
  return {
    create: createShardedAdapter(pub, sub, { channelPrefix: keyPrefix, subscriptionMode }),
    subscribed: () => sub.ping(),
    allRooms: roomsOfSockets,
    close: () => Promise.all([sub.close(), pub.close()]),
  };
}

async function streams({ redis, keyPrefix, streamName, sessionKeyPrefix }) {
  const name = `${keyPrefix}-${Math.random().toString(36).slice(2)}`; // that of the adapter's own connections too, which it does not show
  const client = await connect(redis, name);
  const isReading = async () => {
    const clients = await client.sendCommand(["CLIENT", "LIST"]);
    return clients.split("\n").some((line) => line.includes(` name=${name} `) && / flags=\w*b/.test(line) && line.includes(" cmd=xread"));
  };
  const isSubscribed = async (channel) => (await client.sendCommand(["PUBSUB", "NUMSUB", channel]))[1] > 0;
  let reading;
  const read = async () => {
    await until(isReading, "the stream to be read");
    // until the reader has seen an entry, it asks anew for what comes after that moment, and loses what came between two of its requests
    await client.xAdd(streamName, "*", { start: name });
    await until(isReading, "the stream to be read on");
  };
  return {
    create: createStreamsAdapter(client, { channelPrefix: keyPrefix, streamName, sessionKeyPrefix }),
    subscribed: async (namespace) => {
      await (reading ??= read());
      await until(() => isSubscribed(`${keyPrefix}#${namespace.name}#${namespace.adapter.uid}#`), `the subscriptions of ${namespace.name}`);
    },
    allRooms: roomsOfSockets,
    close: () => client.close(),
  };
}

// these adapters know the rooms of their own server alone
async function roomsOfSockets(namespace) {
  const sockets = await namespace.fetchSockets();
  return new Set(sockets.flatMap((socket) => [...socket.rooms]));
}

async function until(condition, what) {
  for (const started = performance.now(); !(await condition()); await new Promise((passed) => setTimeout(passed, INTERVAL))) {
    if (performance.now() - started > BOUND) throw new Error(`Not within ${BOUND} ms: ${what}`);
  }
}

const kinds = { classic, sharded, streams };

export const connectAdapter = (options) => kinds[options.kind](options);
