using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace Rpress;

/// <summary>Reads where Redis is: a configuration of StackExchange.Redis, or a URL.</summary>
internal static class RedisAddress
{
    private const int DefaultPort = 6379;
    private const string Form = "redis://[user:password@]host[:port][/database], rediss:// for TLS";

    /// <summary>How long is waited before a lost connection is tried again, in milliseconds.</summary>
    private const int ReconnectDelay = 500;

    /// <exception cref="ArgumentException">It is neither; the message says what is wrong with it, but does not repeat it, as it may hold a password.</exception>
    public static ConfigurationOptions Parse(string address)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        ConfigurationOptions options = address.Contains("://", StringComparison.Ordinal) ? ParseUrl(address) : ParseConfiguration(address);
        if (!options.ChannelPrefix.IsNullOrEmpty)
        {
            throw new ArgumentException("The configuration of Redis has a channelPrefix, which other servers would not know: set KeyPrefix instead.", nameof(address));
        }

        return Prepare(options);
    }

    /// <summary>Sets how a connection behaves that is lost.</summary>
    public static ConfigurationOptions Prepare(ConfigurationOptions options)
    {
        // what is meant for servers that are away must not pile up, nor arrive when it is out of date
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.AbortOnConnectFail = false;
        options.ReconnectRetryPolicy = new LinearRetry(ReconnectDelay);
        return options;
    }

    private static ConfigurationOptions ParseConfiguration(string address)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(address);
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"The configuration of Redis is malformed: {error.Message}", nameof(address), error);
        }

        return options.EndPoints.Count > 0
            ? options
            : throw new ArgumentException($"The configuration of Redis names no server: write 'host:port', or {Form}.", nameof(address));
    }

    private static ConfigurationOptions ParseUrl(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? url) || url.Host.Length == 0)
        {
            throw new ArgumentException($"The URL of Redis is malformed: write {Form}.", nameof(address));
        }

        if (url.Scheme is not ("redis" or "rediss"))
        {
            throw new ArgumentException($"The URL of Redis has the scheme '{url.Scheme}': write {Form}.", nameof(address));
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw new ArgumentException("The URL of Redis has a query or a fragment, which mean nothing there: settings beyond it are for a configuration of StackExchange.Redis.", nameof(address));
        }

        int port = url.Port < 0 ? DefaultPort : url.Port;
        bool isTls = url.Scheme == "rediss";
        var options = new ConfigurationOptions
        {
            DefaultDatabase = ParseDatabase(url),
            Ssl = isTls,
            SslHost = isTls ? url.IdnHost : null,
        };
        options.EndPoints.Add(IPAddress.TryParse(url.IdnHost, out IPAddress? ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(url.IdnHost, port));
        string[] login = url.UserInfo.Split(':', 2);
        if (login[0].Length > 0)
        {
            options.User = Uri.UnescapeDataString(login[0]);
        }

        if (login.Length == 2)
        {
            options.Password = Uri.UnescapeDataString(login[1]);
        }

        return options;
    }

    private static int? ParseDatabase(Uri address)
    {
        string path = address.AbsolutePath.Trim('/');
        if (path.Length == 0)
        {
            return null;
        }

        return int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out int database)
            ? database
            : throw new ArgumentException($"The URL of Redis names a database that is no number: write {Form}, and %2F for a slash in the password.", nameof(address));
    }
}
