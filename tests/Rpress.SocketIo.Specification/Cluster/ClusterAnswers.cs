namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>What was answered to an event.</summary>
/// <param name="Answers">The answers, as JSON text; binary is <c>{"$bin":"Base64"}</c>.</param>
/// <param name="Error">What was told when not all of them came in time; null if they did.</param>
public sealed record ClusterAnswers(IReadOnlyList<string> Answers, string? Error = null);
