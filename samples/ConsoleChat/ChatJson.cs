using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConsoleChatSample;

/// <summary>The types that events carry.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ChatMessage[]))]
[JsonSerializable(typeof(RoomInfo[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ChatJson : JsonSerializerContext;
