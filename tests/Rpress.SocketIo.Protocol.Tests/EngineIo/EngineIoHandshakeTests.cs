using System.Text;

namespace Rpress.SocketIo.Protocol.Tests.EngineIo;

/// <summary>engine.io v4, "Handshake": the open packet, byte for byte as Node writes it.</summary>
public sealed class EngineIoHandshakeTests
{
    [Fact]
    public void Encode_OfPolling_IsAsNodeWritesIt() => Assert.Equal(
        """0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}""",
        Encode(["websocket"], 1_000_000));

    [Fact]
    public void Encode_OfWebSocket_HasNoUpgrades() => Assert.Equal(
        """0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":5000000000}""",
        Encode([], 5_000_000_000));

    private static string Encode(string[] upgrades, long maxPayload) =>
        Encoding.UTF8.GetString(new EngineIoHandshake("lv_VI97HAXpY6yYWAAAC", upgrades, TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(20), maxPayload).Encode());
}
