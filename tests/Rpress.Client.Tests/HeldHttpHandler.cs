namespace Rpress.Client.Tests;

/// <summary>A handler of the application's; it tells what goes through it, and whether it was disposed.</summary>
internal sealed class HeldHttpHandler() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
{
    private int _requests;

    public int Requests => Volatile.Read(ref _requests);

    public bool IsDisposed { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return base.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
