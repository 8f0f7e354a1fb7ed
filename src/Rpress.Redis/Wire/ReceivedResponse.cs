using System.Text.Json;

namespace Rpress;

/// <summary>What another server has answered.</summary>
/// <param name="Json">Its members.</param>
/// <param name="Attachments">What placeholders in it stand for; none where binary is in the JSON itself.</param>
internal readonly record struct ReceivedResponse(JsonElement Json, ReadOnlyMemory<byte>[] Attachments);
