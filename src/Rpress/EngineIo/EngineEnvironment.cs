using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>What an engine gets from the application at its start.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Json">The application's JSON options, complete.</param>
/// <param name="LoggerFactory">Where log lines go.</param>
/// <param name="IsAllowedOrigin">What the CORS settings say to an origin; null without such settings, where only the server's own origin is allowed.</param>
internal sealed record EngineEnvironment(TimeProvider Time, JsonSerializerOptions Json, ILoggerFactory LoggerFactory, Func<string, bool>? IsAllowedOrigin);
