namespace Rpress.TestKit;

/// <summary>How a <see cref="TcpProxy"/> ends connections.</summary>
public enum TcpCut
{
    /// <summary>By RST, at once: as a process that dies, or a router that forgets. What has not arrived yet is lost.</summary>
    Reset,

    /// <summary>By FIN to both sides, behind what went through; what they send from then on is thrown away.</summary>
    Close,
}
