using Rpress;

namespace RoutesSample;

/// <summary>An error that is returned and never thrown; it need not be an exception.</summary>
internal sealed record EmailTakenError(string Email) : IRpressError
{
    public int Status => 409;

    public string Message => $"{Email} is taken";
}
