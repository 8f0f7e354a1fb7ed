namespace Rpress;

/// <summary>One of those that decide about a client that wants to join; it asks the next one unless it refuses itself.</summary>
internal delegate ValueTask<AdmissionDecision> AdmissionStage(RpressSocket socket, Func<ValueTask<AdmissionDecision>> next);
