// One JSON value a line: commands come in on stdin, what happens goes out on stdout. The end of stdin ends the program.
import { createInterface } from "node:readline";
import { decode, encode } from "./values.mjs";

export const tell = (happening) => process.stdout.write(JSON.stringify(encode(happening)) + "\n");

export async function obey(commands) {
  for await (const line of createInterface({ input: process.stdin })) {
    const command = decode(JSON.parse(line));
    await commands[command.do](command);
  }
  process.exit(0);
}
