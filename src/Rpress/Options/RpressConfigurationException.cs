namespace Rpress;

/// <summary>The application is misconfigured and did not start; the message lists everything that is wrong.</summary>
public sealed class RpressConfigurationException : InvalidOperationException
{
    internal RpressConfigurationException(IReadOnlyList<string> errors)
        : base("The application is misconfigured:" + string.Concat(errors.Select(error => Environment.NewLine + "- " + error)))
    {
        Errors = errors;
    }

    /// <summary>Each thing that is wrong, with its fix.</summary>
    public IReadOnlyList<string> Errors { get; }
}
