namespace Rpress;

/// <summary>An engine as it was attached, with what the application has to do for it.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="StartAsync">Called before the first request; what fails there fails the start, and leaves nothing behind.</param>
/// <param name="CloseAsync">Disconnects its clients, and waits for what runs.</param>
/// <param name="Stop">Called after the last connection.</param>
/// <param name="Route">Where it is.</param>
internal sealed record EngineRegistration(
    EngineIoServer Engine, Func<EngineEnvironment, CancellationToken, Task> StartAsync, Func<CancellationToken, Task> CloseAsync, Action Stop, EngineRoute Route);
