using System.Net.Http.Headers;
using System.Text;

namespace Rpress.FunctionalTests;

/// <summary>A whole response as the client received it.</summary>
internal sealed class Reply
{
    private readonly List<KeyValuePair<string, string>> _headers = [];

    private Reply(HttpResponseMessage message, byte[] bytes)
    {
        Status = (int)message.StatusCode;
        Bytes = bytes;
        Add(message.Headers);
        Add(message.Content.Headers);
    }

    public int Status { get; }

    public byte[] Bytes { get; }

    public string Text => Encoding.UTF8.GetString(Bytes);

    public static async Task<Reply> ReadAsync(HttpResponseMessage message, CancellationToken token) =>
        new(message, await message.Content.ReadAsByteArrayAsync(token));

    /// <summary>The values of a field joined with a comma, null if it is missing.</summary>
    public string? Header(string name) => HeaderValues(name) is { Count: > 0 } values ? string.Join(", ", values) : null;

    /// <summary>Every value of a field as it stood on the wire.</summary>
    public IReadOnlyList<string> HeaderValues(string name) =>
        [.. _headers.Where(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)];

    // validated look-ups make up a Content-Length that was never sent
    private void Add(HttpHeaders headers) => _headers.AddRange(
        headers.NonValidated.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value))));
}
