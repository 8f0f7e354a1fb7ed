using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>Namespaces: those that the application has made, and those that come to be when a client asks.</content>
public sealed partial class RpressIo
{
    private readonly ConcurrentDictionary<string, RpressNamespace> _namespaces = new(StringComparer.Ordinal);
    private readonly HandlerList<ParentNamespace> _parents = new();

    internal bool HasParents => _parents.All.Length > 0;

    /// <summary>The namespace of a name, made if it does not exist yet.</summary>
    /// <param name="name">The name; its slash may be left out.</param>
    /// <exception cref="ArgumentException">The name is empty or holds a comma, which ends it on the wire.</exception>
    public RpressNamespace Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains(','))
        {
            throw new ArgumentException($"The namespace '{name}' holds a comma, which no client can send: choose another name.", nameof(name));
        }

        string full = name.StartsWith('/') ? name : "/" + name;
        RpressNamespace found;
        do
        {
            found = Find(full) ?? Make(full, Array.Find(_parents.All, parent => parent.FitsByName?.Invoke(full) == true));
        }
        while (!found.TryKeep());

        return found;
    }

    /// <summary>Namespaces that come to be when a client asks for one whose name, with its slash, the expression matches.</summary>
    /// <remarks>Clients choose the names: write an expression that matches no more than it should (<c>^</c>, <c>$</c>), and that no name makes slow.</remarks>
    public ParentNamespace Of(Regex names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Add(new(this, names.ToString(), (name, _) => new(names.IsMatch(name)), names.IsMatch));
    }

    /// <summary>Namespaces that come to be when a client asks for one, and the function says yes to its name, with its slash, and what the client sent to join.</summary>
    /// <remarks>Kinds are asked in the order in which they were added; the first that fits makes the namespace. What a function throws is logged, and counts as a no.</remarks>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public ParentNamespace Of(Func<string, AuthValues, bool> fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        return Add(new(this, "a function", (name, auth) => new(fits(name, auth)), null));
    }

    /// <inheritdoc cref="Of(Func{string, AuthValues, bool})"/>
    public ParentNamespace Of(Func<string, AuthValues, Task<bool>> fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        return Add(new(this, "a function", (name, auth) => new(fits(name, auth)), null));
    }

    internal RpressNamespace? Find(string name) => _namespaces.GetValueOrDefault(name);

    internal RpressNamespace[] ChildrenOf(ParentNamespace parent) => [.. _namespaces.Values.Where(child => child.Parent == parent)];

    /// <summary>The namespace that a client asks for, made if a kind fits it; null if none does.</summary>
    internal async ValueTask<RpressNamespace?> FindOrMakeAsync(string name, AuthValues auth)
    {
        foreach (ParentNamespace parent in _parents.All)
        {
            if (Find(name) is { } found)
            {
                return found;
            }

            try
            {
                if (await parent.FitsAsync(name, auth))
                {
                    return Make(name, parent);
                }
            }
            catch (Exception error)
            {
                LogNamespaceFailed(Logger, parent.Handlers.Name, error);
            }
        }

        return Find(name);
    }

    internal void Remove(RpressNamespace child) => _namespaces.TryRemove(new(child.Name, child));

    private RpressNamespace Make(string name, ParentNamespace? parent)
    {
        RpressNamespace made = _namespaces.GetOrAdd(name, full => new(this, full, parent));
        if (IsStarted)
        {
            made.StartAdapter();
        }

        return made;
    }

    private ParentNamespace Add(ParentNamespace parent)
    {
        _parents.Add(parent);
        return parent;
    }

    [LoggerMessage(2003, LogLevel.Error, "What decides whether a client's wish makes a namespace ({Kind}) failed.")]
    private static partial void LogNamespaceFailed(ILogger logger, string kind, Exception error);
}
