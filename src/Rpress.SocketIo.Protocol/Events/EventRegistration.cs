namespace Rpress;

/// <summary>A handler as it was added.</summary>
/// <param name="Handler">The user's delegate, by which it is found again.</param>
/// <param name="Callback">What runs it.</param>
/// <param name="IsOnce">Whether it is for one event alone.</param>
internal readonly record struct EventRegistration(Delegate Handler, EventCallback Callback, bool IsOnce);
