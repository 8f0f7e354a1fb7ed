namespace Rpress.TestKit;

/// <summary>Which way bytes go through a <see cref="TcpProxy"/>.</summary>
public enum TcpDirection
{
    /// <summary>From the client to the server.</summary>
    ToServer,

    /// <summary>From the server to the client.</summary>
    ToClient,
}
