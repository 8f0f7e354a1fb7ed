using System.Globalization;
using System.Text;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What a URL says: which server, and which namespace.</summary>
internal sealed class ClientAddress
{
    private const int Radix = 36;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly Uri _server;
    private readonly string _path;
    private readonly string _query;
    private readonly bool? _timestamps;
    private long _lastTimestamp = Random.Shared.NextInt64(1L << 40); // other clients, and this one's earlier ones, have had others

    /// <exception cref="ArgumentException">The URL is none of a server.</exception>
    public ClientAddress(Uri url, SocketIoClientOptions options)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https" or "ws" or "wss") || url.Host.Length == 0)
        {
            throw new ArgumentException($"'{url}' is no URL of a server: write http://host:port or https://host:port, with the namespace as its path if it is not the main one.", nameof(url));
        }

        if (options.Path is not ['/', ..])
        {
            throw new ArgumentException($"SocketIoClientOptions.Path is '{options.Path}'; it has to begin with a slash.");
        }

        bool isSecure = url.Scheme is "https" or "wss";
        _server = new UriBuilder(isSecure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, url.Host, url.IsDefaultPort ? isSecure ? 443 : 80 : url.Port).Uri;
        _path = (options.Path.EndsWith('/') ? options.Path[..^1] : options.Path) + (options.AddTrailingSlash ? "/" : "");
        _query = QueryOf(url, options.Query);
        _timestamps = options.TimestampRequests;
        Namespace = Uri.UnescapeDataString(url.AbsolutePath);
        if (Namespace.Contains(',', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{url}' names a namespace that holds a comma, which ends a namespace in a packet.", nameof(url));
        }
    }

    /// <summary>The namespace that the URL's path names.</summary>
    public string Namespace { get; }

    /// <summary>Where a transport sends its requests.</summary>
    public Uri RequestUri(SocketTransport transport, string? sid)
    {
        bool isPolling = transport == SocketTransport.Polling;
        var uri = new StringBuilder()
            .Append(isPolling ? _server.Scheme : _server.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs)
            .Append("://").Append(_server.Authority).Append(_path).Append('?').Append(_query)
            .Append("EIO=4&transport=").Append(isPolling ? "polling" : "websocket");
        if (sid is not null)
        {
            uri.Append("&sid=").Append(Uri.EscapeDataString(sid));
        }

        if (_timestamps ?? isPolling)
        {
            uri.Append("&t=").Append(NextTimestamp());
        }

        return new Uri(uri.ToString());
    }

    // what matters is that none comes twice
    private string NextTimestamp()
    {
        long number = Interlocked.Increment(ref _lastTimestamp);
        var digits = new StringBuilder();
        for (long rest = number; rest > 0; rest /= Radix)
        {
            digits.Insert(0, Digits[(int)(rest % Radix)]);
        }

        return digits.ToString();
    }

    private static string QueryOf(Uri url, IDictionary<string, string>? given)
    {
        var query = new StringBuilder();
        foreach (string parameter in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = Uri.UnescapeDataString(parameter.Split('=')[0]);
            ThrowIfReserved(name);
            if (given?.ContainsKey(name) != true)
            {
                query.Append(parameter).Append('&');
            }
        }

        foreach ((string name, string value) in given ?? new Dictionary<string, string>())
        {
            ThrowIfReserved(name);
            query.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
        }

        return query.ToString();
    }

    // engine.io v4, "Protocol": the parameters that say how the two talk
    private static void ThrowIfReserved(string name)
    {
        if (name is "EIO" or "transport" or "sid")
        {
            throw new ArgumentException($"The query's parameter '{name}' is the protocol's own: choose another name.");
        }
    }
}
