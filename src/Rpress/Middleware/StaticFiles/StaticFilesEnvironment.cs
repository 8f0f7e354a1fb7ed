using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>What mounts take of the application.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Where unreadable files are reported.</param>
/// <param name="CompressionThreshold">The smallest file that is compressed, in bytes; null when the application compresses nothing.</param>
internal sealed record StaticFilesEnvironment(TimeProvider Time, ILogger Logger, int? CompressionThreshold);
