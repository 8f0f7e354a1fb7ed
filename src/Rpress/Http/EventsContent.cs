using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <summary>Server-sent events (WHATWG HTML §9.2), each flushed as it comes. The stream ends, as complete, when the server begins to stop.</summary>
internal sealed class EventsContent<T>(IAsyncEnumerable<SseItem<T>> events) : ProducerContent
{
    public override bool FlushesEachWrite => true;

    public override async Task ProduceAsync(Stream body, RequestPayload request)
    {
        // the client learns that it is connected before the first event
        await body.FlushAsync(request.Aborted);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, request.Stopping);
        JsonSerializerOptions json = request.Exchange.Settings.Json;
        try
        {
            await SseFormatter.WriteAsync(events, body, (item, writer) => Format(item.Data, writer, json), ending.Token);
        }
        catch (OperationCanceledException) when (request.Stopping.IsCancellationRequested)
        {
        }
    }

    private static void Format(T data, IBufferWriter<byte> writer, JsonSerializerOptions json)
    {
        if (data is string text)
        {
            Encoding.UTF8.GetBytes(text, writer);
            return;
        }

        using var output = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = json.Encoder });
        JsonSerializer.Serialize(output, data, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)));
    }
}
