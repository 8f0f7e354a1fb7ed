using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;

namespace Rpress;

/// <summary>A client of a Socket.IO server: its connection, and the socket of the namespace that the URL names.</summary>
/// <remarks>Further namespaces share the connection (<see cref="Of"/>). Dispose the client to end all of it.</remarks>
public sealed class SocketIoClient : ClientSocket, IAsyncDisposable
{
    private readonly object? _auth;
    private readonly Func<CancellationToken, ValueTask<object?>>? _authProvider;

    /// <summary>Makes a client that is not connected yet, so that handlers can be added before it is.</summary>
    /// <param name="url">Where the server is, such as <c>https://example.com:3000</c>; a path names the namespace, a query is sent with every request.</param>
    /// <param name="options">How to connect and work; null for the defaults.</param>
    /// <exception cref="ArgumentException">The URL or an option is wrong; the message names it.</exception>
    public SocketIoClient(string url, SocketIoClientOptions? options = null)
        : this(ToUri(url), options)
    {
    }

    /// <inheritdoc cref="SocketIoClient(string, SocketIoClientOptions)"/>
    public SocketIoClient(Uri url, SocketIoClientOptions? options = null)
        : this(url ?? throw new ArgumentNullException(nameof(url)), options ?? new(), new ClientSettings(url, options ?? new()))
    {
    }

    internal SocketIoClient(Uri url, SocketIoClientOptions options, ClientSettings settings, HttpMessageInvoker? http = null)
        : this(url, options, new ClientConnection(settings, http ?? CreateHttp(options)))
    {
    }

    private SocketIoClient(Uri url, SocketIoClientOptions options, ClientConnection connection)
        : base(connection.Settings.Address.Namespace, connection, options.Auth, options.AuthProvider)
    {
        Url = url;
        _auth = options.Auth;
        _authProvider = options.AuthProvider;
        connection.Reconnections.Attach(this);
        connection.GetOrAdd(Namespace, _ => this);
    }

    /// <summary>Where the server is.</summary>
    public Uri Url { get; }

    /// <summary>What carries the connection now; null while there is none.</summary>
    public SocketTransport? Transport => Connection.Transport;

    /// <summary>Makes a client and connects it.</summary>
    /// <inheritdoc cref="SocketIoClient(string, SocketIoClientOptions)"/>
    /// <param name="url">Where the server is, such as <c>https://example.com:3000</c>; a path names the namespace, a query is sent with every request.</param>
    /// <param name="options">How to connect and work; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SocketConnectException">The server refused, or could not be reached.</exception>
    public static Task<SocketIoClient> ConnectAsync(string url, SocketIoClientOptions? options = null, CancellationToken cancellationToken = default) =>
        ConnectAsync(ToUri(url), options, cancellationToken);

    /// <inheritdoc cref="ConnectAsync(string, SocketIoClientOptions, CancellationToken)"/>
    public static async Task<SocketIoClient> ConnectAsync(Uri url, SocketIoClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        var client = new SocketIoClient(url, options);
        try
        {
            await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The socket of a namespace on this connection: the same one each time. It connects when it is told to.</summary>
    /// <param name="name">The namespace, such as <c>/admin</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or holds a comma.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public ClientSocket Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains(',', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The namespace '{name}' holds a comma, which ends a namespace in a packet.", nameof(name));
        }

        string full = name[0] == '/' ? name : "/" + name;
        return Connection.GetOrAdd(full, added => new ClientSocket(added, Connection, _auth, _authProvider, this));
    }

    /// <summary>Calls a handler each time an attempt to connect again begins, with its number, from 1.</summary>
    /// <returns>Takes the handler out again when it is disposed.</returns>
    public IDisposable OnReconnectAttempt(Action<int> handler) => Connection.Reconnections.Attempted.Add(handler);

    /// <inheritdoc cref="OnReconnectAttempt(Action{int})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnReconnectAttempt(Func<int, Task> handler) => Connection.Reconnections.Attempted.Add(handler);

    /// <summary>Calls a handler each time the server has been reached again, with the number of the attempt; namespaces are joined after that.</summary>
    /// <returns>Takes the handler out again when it is disposed.</returns>
    public IDisposable OnReconnect(Action<int> handler) => Connection.Reconnections.Succeeded.Add(handler);

    /// <inheritdoc cref="OnReconnect(Action{int})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnReconnect(Func<int, Task> handler) => Connection.Reconnections.Succeeded.Add(handler);

    /// <summary>Calls a handler each time an attempt to connect again has failed.</summary>
    /// <returns>Takes the handler out again when it is disposed.</returns>
    public IDisposable OnReconnectError(Action<SocketConnectException> handler) => Connection.Reconnections.Failed.Add(handler);

    /// <inheritdoc cref="OnReconnectError(Action{SocketConnectException})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnReconnectError(Func<SocketConnectException, Task> handler) => Connection.Reconnections.Failed.Add(handler);

    /// <summary>Calls a handler when it is given up to connect again, after <see cref="SocketIoClientOptions.ReconnectionAttempts"/>.</summary>
    /// <returns>Takes the handler out again when it is disposed.</returns>
    public IDisposable OnReconnectFailed(Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Connection.Reconnections.GivenUp.Add(_ => handler());
    }

    /// <inheritdoc cref="OnReconnectFailed(Action)"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public IDisposable OnReconnectFailed(Func<Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Connection.Reconnections.GivenUp.Add(_ => handler());
    }

    /// <summary>Leaves all namespaces, closes the connection and waits for the handlers that run; called by one of them, it does not wait for them.</summary>
    /// <remarks>Events that wait for their handlers are dropped, those that wait to be sent too, and acks that are waited for fail. It can be called several times.</remarks>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static Uri ToUri(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed)
            ? parsed
            : throw new ArgumentException($"'{url}' is no URL of a server: write http://host:port or https://host:port.", nameof(url));
    }

    private static HttpMessageInvoker CreateHttp(SocketIoClientOptions options) =>
        options.HttpHandler is { } given ? new(given, disposeHandler: false) : new(CreateHandler(options));

    internal static SocketsHttpHandler CreateHandler(SocketIoClientOptions options) => new()
    {
        AllowAutoRedirect = false, // an endpoint of Socket.IO is nowhere else, and headers may hold secrets
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = options.Cookies is not null,
        CookieContainer = options.Cookies ?? new(),
        Proxy = options.Proxy,
        SslOptions = options.Tls ?? new SslClientAuthenticationOptions(),
    };
}
