using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSample;

/// <summary>The types that events carry.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ChatMessage[]))]
[JsonSerializable(typeof(RoomInfo[]))]
internal sealed partial class ChatJson : JsonSerializerContext;
