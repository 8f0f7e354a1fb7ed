namespace ClusterSample;

/// <summary>What nginx is told: the recipe in samples/LoadBalancers, with this machine's places, and without TLS.</summary>
internal sealed record NginxConfiguration(bool IsSticky, int Port, int FirstNode, int SecondNode)
{
    public const string MainFile = "nginx.conf";
    public const string IdFile = "nginx.pid";

    // one process, whose end is the end of it; all its files are in the folder
    private const string Main = $$"""
        daemon off;
        master_process off;
        pid {{IdFile}};
        error_log stderr crit;                # that a node is stopped is no news
        events {}
        http {
            access_log off;
            client_max_body_size 4m;          # a file of the chat over long-polling
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            include recipe.conf;
        }

        """;

    public void WriteTo(string folder)
    {
        File.WriteAllText(Path.Combine(folder, MainFile), Main);
        File.WriteAllText(Path.Combine(folder, "recipe.conf"), Recipe());
    }

    private string Recipe()
    {
        string file = IsSticky ? "nginx-sticky.conf" : "nginx-websocket-only.conf";
        return string.Join('\n', File.ReadLines(Path.Combine(AppContext.BaseDirectory, "nginx", file)).Where(line => !line.Contains("ssl_certificate", StringComparison.Ordinal)))
            .Replace("listen 443 ssl", $"listen 127.0.0.1:{Port}", StringComparison.Ordinal)
            .Replace("10.0.0.11:3000", $"127.0.0.1:{FirstNode} fail_timeout=1s", StringComparison.Ordinal) // who types "start 1" will not wait for long
            .Replace("10.0.0.12:3000", $"127.0.0.1:{SecondNode} fail_timeout=1s", StringComparison.Ordinal)
            .Replace("location /socket.io/", "location /", StringComparison.Ordinal) // the page and the files as well
            .Replace("Path=/socket.io/; Secure;", "Path=/;", StringComparison.Ordinal);
    }
}
