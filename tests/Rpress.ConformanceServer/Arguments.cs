using System.Globalization;

namespace Rpress.ConformanceServer;

/// <summary>The ports that the command line names.</summary>
internal sealed record Arguments(ushort Port, ushort? TlsPort)
{
    public static Arguments Parse(string[] args)
    {
        ushort port = 3000;
        ushort? tlsPort = null;
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !ushort.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort value))
            {
                throw new ArgumentException($"'{args[i]}' needs a port from 0 to 65535.");
            }

            switch (args[i])
            {
                case "--port":
                    port = value;
                    break;
                case "--tls-port":
                    tlsPort = value;
                    break;
                default:
                    throw new ArgumentException($"'{args[i]}' is no option; there are --port and --tls-port.");
            }
        }

        return new(port, tlsPort);
    }
}
