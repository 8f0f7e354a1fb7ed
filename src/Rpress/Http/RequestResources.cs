using Microsoft.Extensions.DependencyInjection;

namespace Rpress;

/// <summary>What a request owns and disposes at its end, last in, first out.</summary>
internal sealed class RequestResources : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];
    private IServiceProvider? _services;

    public IServiceProvider Scope(IServiceProvider? root)
    {
        if (_services is null)
        {
            AsyncServiceScope scope = root?.CreateAsyncScope()
                ?? throw new InvalidOperationException("The request has no services: set RpressOptions.Services to a service provider.");
            _owned.Add(scope);
            _services = scope.ServiceProvider;
        }

        return _services;
    }

    public void Add(IAsyncDisposable resource)
    {
        if (!_owned.Contains(resource))
        {
            _owned.Add(resource);
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<Exception>? failures = null;
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            try
            {
                await _owned[i].DisposeAsync();
            }
            catch (Exception failure)
            {
                // one resource that fails must not leak those below it
                (failures ??= []).Add(failure);
            }
        }

        if (failures is not null)
        {
            throw new AggregateException("Disposing what the request owned failed.", failures);
        }
    }
}
