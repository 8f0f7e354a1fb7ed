namespace Rpress;

/// <content>Socket.IO.</content>
public sealed partial class RpressApp
{
    /// <summary>Serves Socket.IO below the server's path. Its requests pass the built-ins and the engine's own middleware, not the application's.</summary>
    /// <exception cref="ArgumentException">Another server has the path.</exception>
    /// <exception cref="InvalidOperationException">The application has been started, or the server has been attached before.</exception>
    public RpressApp AttachSocketIo(RpressIo io)
    {
        ArgumentNullException.ThrowIfNull(io);
        return Attach(new(io.Engine, io.StartAsync, io.CloseAsync, io.Stop, new EngineRoute(io.Engine, io.AnswerFile)));
    }

    /// <summary>Serves Engine.IO alone.</summary>
    internal RpressApp AttachEngineIo(EngineIoServer engine) => Attach(new(engine, (environment, _) =>
    {
        engine.Start(environment);
        return Task.CompletedTask;
    }, _ =>
    {
        engine.Close();
        return Task.CompletedTask;
    }, engine.Stop, new EngineRoute(engine, null)));

    private RpressApp Attach(EngineRegistration registration)
    {
        ThrowIfStarted();
        if (_engines.Exists(other => other.Engine == registration.Engine))
        {
            throw new InvalidOperationException("The server has been attached before.");
        }

        if (_engines.Find(other => other.Route.Pattern == registration.Route.Pattern) is not null)
        {
            throw new ArgumentException($"Another server has the path '{registration.Route.Pattern}': give one of them another EioConfig.Path.");
        }

        _engines.Add(registration);
        return this;
    }
}
