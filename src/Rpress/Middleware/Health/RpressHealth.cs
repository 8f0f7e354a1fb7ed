namespace Rpress;

/// <summary>Two paths for orchestrators and load balancers: whether the process lives, and whether it should get requests.</summary>
/// <remarks>They stand before the rate limit and the application's middleware. Read once, at start.</remarks>
public sealed class RpressHealth
{
    /// <summary>Answers 200 as long as the process can answer at all.</summary>
    /// <value>Default <c>/livez</c>; begins with a slash.</value>
    public string LivePath { get; set; } = "/livez";

    /// <summary>Answers 200 when the application is ready, and 503 when a check fails or the server is about to stop.</summary>
    /// <value>Default <c>/readyz</c>; begins with a slash.</value>
    public string ReadyPath { get; set; } = "/readyz";

    internal List<Func<CancellationToken, ValueTask<bool>>> Checks { get; } = [];

    /// <summary>Adds a check of readiness, such as a database that answers; one that throws, or takes longer than 5 seconds, counts as failed and is logged.</summary>
    /// <param name="check">Its token fires when it is waited for no longer: after those 5 seconds, or when the server stops. Requests that come while the checks run share their outcome.</param>
    /// <returns>These settings.</returns>
    public RpressHealth ReadyWhen(Func<CancellationToken, ValueTask<bool>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        Checks.Add(check);
        return this;
    }

    internal void Validate(List<string> errors)
    {
        foreach ((string name, string path) in new[] { (nameof(LivePath), LivePath), (nameof(ReadyPath), ReadyPath) })
        {
            if (path is not ['/', ..] || !RequestTarget.TryParse(path, out RequestTarget target, out _) || target.Path != path)
            {
                errors.Add($"Health.{name} is '{HeaderSyntax.Printable(path ?? "")}'; it has to be a plain path that begins with '/'.");
            }
        }

        if (LivePath == ReadyPath)
        {
            errors.Add("Health.LivePath and Health.ReadyPath are the same path.");
        }
    }
}
