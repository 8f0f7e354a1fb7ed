namespace Rpress.InteropTests.SocketIo.Pages;

/// <summary>What pages do with the client.</summary>
internal static class ClientScripts
{
    /// <summary>Connects, upgrades where it may, sends and receives events, binary and acks; tells what it saw.</summary>
    public const string Talk = """
        async ([url, options]) => {
            const socket = io(url, JSON.parse(options));
            const once = (emitter, name) => new Promise((resolve) => emitter.once(name, resolve));
            socket.on("question", (value, ack) => ack(value));
            await new Promise((resolve, reject) => { socket.on("connect", resolve); socket.on("connect_error", reject); });
            const engine = socket.io.engine;
            if (socket.io.opts.transports.length > 1 && engine.transport.name !== "websocket") await once(engine, "upgrade");
            const bytes = (buffer) => buffer instanceof ArrayBuffer ? [...new Uint8Array(buffer)] : null;
            const back = once(socket, "echo");
            socket.emit("echo", { file: new Uint8Array([0, 127, 255]), name: "ü" });
            const echo = await back;
            const ask = await socket.emitWithAck("ask", 10000, [{ file: new Blob([new Uint8Array([1, 2])]), n: 1 }]);
            const large = await socket.emitWithAck("echo", "x".repeat(500000));
            const seen = {
                greeting: await socket.emitWithAck("greet", "世界"),
                echo: { ...echo, file: bytes(echo.file) },
                answer: { ...ask.answer, file: bytes(ask.answer.file) },
                large: large.length,
                transport: engine.transport.name,
                protocols: performance.getEntriesByType("resource").filter((entry) => entry.name.startsWith(url)).map((entry) => entry.nextHopProtocol),
            };
            socket.disconnect();
            return JSON.stringify(seen);
        }
        """;

    /// <summary>The same with the client that uses msgpack, to which only an ArrayBuffer is binary; and a Date, which it sends as one.</summary>
    public static readonly string TalkMsgPack = Talk
        .Replace("new Uint8Array([0, 127, 255])", "new Uint8Array([0, 127, 255]).buffer", StringComparison.Ordinal)
        .Replace("new Blob([new Uint8Array([1, 2])])", "new Uint8Array([1, 2]).buffer", StringComparison.Ordinal)
        .Replace("large: large.length,", "large: large.length, date: await socket.emitWithAck('echo', new Date('2024-01-01')),", StringComparison.Ordinal);

    /// <summary>Tries to connect; tells the error, or none.</summary>
    public const string Try = """
        async ([url, options]) => {
            const socket = io(url, JSON.parse(options));
            const error = await new Promise((resolve) => { socket.on("connect", () => resolve(null)); socket.on("connect_error", resolve); });
            socket.disconnect();
            return JSON.stringify({ error: error && error.message });
        }
        """;
}
