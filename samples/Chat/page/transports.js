// What a connection begins with, and what it changes to as soon as that works. A server without long-polling has another list.
export const transports = ["polling", "websocket"];
