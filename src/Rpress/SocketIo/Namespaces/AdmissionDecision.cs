using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What was decided about a client that wants to join, ready to be acted on: nothing of the user's code is left to run.</summary>
/// <param name="Claims">What it is let in with; null if it is not.</param>
/// <param name="Refusal">What it is told if it is not.</param>
internal readonly record struct AdmissionDecision(AuthValues? Claims, SocketIoPacket? Refusal);
