using System.Text.Json;

namespace Rpress;

/// <summary>The options that requests and responses themselves look at, as validated at start.</summary>
internal sealed record HttpSettings
{
    public required JsonSerializerOptions Json { get; init; }

    public required JsonBytes JsonBytes { get; init; }

    public required TimeProvider Time { get; init; }

    public required TimeSpan ReadTimeout { get; init; }

    public required int StreamThreshold { get; init; }

    public required int MaxChunkSize { get; init; }

    public required int MaxFormFields { get; init; }

    public required int MaxMultipartParts { get; init; }

    public required bool DecompressRequests { get; init; }

    public required ProxyTrust ProxyTrust { get; init; }

    public required IServiceProvider? Services { get; init; }

    /// <summary>Completes when a stop is asked for; <see cref="Stopping"/> fires after the drain delay.</summary>
    public required Task StopBegan { get; init; }

    public required CancellationToken Stopping { get; init; }
}
