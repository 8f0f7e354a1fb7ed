using System.Text.RegularExpressions;
using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Samples;

/// <summary>What members of the sample Chat send and see, in the packets' own text.</summary>
internal static partial class ChatText
{
    /// <summary>Connects, and reads on to the end of what was said in the room.</summary>
    public static async Task<(WebSocketText Socket, string History)> ComeAsync(Uri server, string name, string room)
    {
        WebSocketText socket = await WebSocketText.OpenAsync(server, $$"""40{"name":"{{name}}","room":"{{room}}"}""");
        return (socket, await socket.ReceiveAsync($"42[\"room\",\"{room}\""));
    }

    /// <inheritdoc cref="ComeAsync"/>
    public static async Task<WebSocketText> EnterAsync(Uri server, string name, string room) => (await ComeAsync(server, name, room)).Socket;

    /// <summary>Sends a text and reads on to the answer.</summary>
    public static async Task<string> SayAsync(this WebSocketText socket, string text, Guid? id = null)
    {
        await socket.SendAsync($"""420["message","{id ?? Guid.NewGuid()}","{text}"]""");
        return await socket.ReceiveAsync("430");
    }

    /// <summary>Sends a file and reads on to the answer.</summary>
    public static async Task<string> SendFileAsync(this WebSocketText socket, Guid id, string name, string type, byte[] data)
    {
        await socket.SendAsync($$"""451-0["file","{{id}}","{{name}}","{{type}}",{"_placeholder":true,"num":0}]""", data);
        return await socket.ReceiveAsync("430");
    }

    /// <summary>The texts of messages.</summary>
    public static string[] TextsOf(string packet) => [.. MessageText().Matches(packet).Select(match => match.Groups["text"].Value)];

    [GeneratedRegex("\"text\":\"(?<text>[^\"]*)\"")]
    private static partial Regex MessageText();
}
