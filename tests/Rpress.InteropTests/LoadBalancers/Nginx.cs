using System.Globalization;
using Rpress.TestKit;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>nginx with one of the configurations.</summary>
internal static class Nginx
{
    /// <param name="recipe">The configuration's file.</param>
    /// <param name="nodes">The servers behind it.</param>
    /// <param name="places">Further places that stand in the configuration, and the tests' own.</param>
    public static async Task<IBalancer> StartAsync(string recipe, TwoNodes nodes, params (string From, string To)[] places) =>
        await BalancerProcess.StartAsync(
            BalancerInstallation.Require("nginx", "nginx-light"), (directory, port) => Configure(directory, port, recipe, nodes, places), IsListeningAsync);

    private static string[] Configure(TempDirectory directory, int port, string recipe, TwoNodes nodes, (string From, string To)[] places)
    {
        string certificate = BalancerProcess.WriteCertificate(directory);
        directory.WriteFile("recipe.conf", Recipe.Read(
            recipe,
            [
                ("listen 443 ", $"listen 127.0.0.1:{port} "),
                ("10.0.0.11:3000", nodes.First.Address),
                ("10.0.0.12:3000", nodes.Second.Address),
                ("/etc/ssl/certs/chat.example.com.pem", certificate),
                ("/etc/ssl/private/chat.example.com.key", certificate),
                .. places,
            ]));

        // one process, so that its id ends it
        string main = directory.WriteFile("nginx.conf", $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                include recipe.conf;
            }

            """);
        return ["-p", directory.Path, "-e", "stderr", "-c", main];
    }

    // it writes the file when it has its ports
    private static async Task<bool> IsListeningAsync(TempDirectory directory, int processId)
    {
        string file = directory.Combine("nginx.pid");
        return File.Exists(file) && (await File.ReadAllTextAsync(file)).Trim() == processId.ToString(CultureInfo.InvariantCulture);
    }
}
