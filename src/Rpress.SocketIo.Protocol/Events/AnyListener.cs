namespace Rpress;

/// <summary>A listener of every event, as it was added.</summary>
/// <param name="Handler">The user's delegate, by which it is found again.</param>
/// <param name="Callback">What runs it.</param>
internal readonly record struct AnyListener(Delegate Handler, Func<string, EventArguments, Task> Callback);
