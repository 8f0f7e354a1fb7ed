namespace Rpress;

/// <summary>An address to listen on, with TLS or without.</summary>
internal sealed record EndpointRegistration(EndpointAddress Address, RpressTlsConfig? Tls);
