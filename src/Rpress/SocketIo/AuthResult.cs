namespace Rpress;

/// <summary>Whether a client may join a namespace.</summary>
public sealed class AuthResult
{
    private static readonly AuthResult _accepted = new(true, null, "", null);

    private AuthResult(bool isAccepted, object? claims, string message, object? data)
    {
        IsAccepted = isAccepted;
        Claims = claims;
        Message = message;
        Data = data;
    }

    /// <summary>Whether it may.</summary>
    public bool IsAccepted { get; }

    internal object? Claims { get; }

    internal string Message { get; }

    internal object? Data { get; }

    /// <summary>Lets the client in.</summary>
    /// <param name="claims">What is known of it, for <see cref="RpressSocket.Auth"/>: any object that JSON can say. Anonymous types need reflection, which AOT has not.</param>
    public static AuthResult Accept(object? claims = null) => claims is null ? _accepted : new(true, claims, "", null);

    /// <summary>Keeps the client out.</summary>
    /// <param name="message">What it is told.</param>
    /// <param name="data">What else, as JSON.</param>
    public static AuthResult Reject(string message, object? data = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(false, null, message, data);
    }
}
