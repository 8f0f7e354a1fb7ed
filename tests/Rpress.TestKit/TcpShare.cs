namespace Rpress.TestKit;

/// <summary>What may go through a <see cref="TcpFlow"/>.</summary>
/// <param name="Bytes">How many bytes.</param>
/// <param name="IsCounted">Whether they are of those after which connections are cut.</param>
internal readonly record struct TcpShare(int Bytes, bool IsCounted);
