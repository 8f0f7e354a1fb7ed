using System.Diagnostics;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The measurements of sockets, and the spans of their events. While nobody listens, it costs a look at a field.</summary>
internal static class SocketTelemetry
{
    private const string NamespaceTag = "rpress.socketio.namespace";
    private const string EventTag = "rpress.socketio.event";
    private const string OutcomeTag = "rpress.socketio.outcome";
    private const string ErrorTypeTag = "error.type";
    private const string OtherEvent = "_OTHER"; // no client may choose a tag's value

    private static readonly KeyValuePair<string, object?>[] _types =
        [.. Enum.GetNames<SocketIoPacketType>().Select(name => new KeyValuePair<string, object?>("rpress.socketio.packet.type", Lower(name)))];

    public static bool AreEventsWatched => RpressTelemetry.EventDuration.Enabled || RpressTelemetry.Spans.HasListeners();

    public static void AddSocket(RpressNamespace @namespace, int change) =>
        RpressTelemetry.Sockets.Add(change, new KeyValuePair<string, object?>(NamespaceTag, @namespace.Label));

    public static void CountReceived(SocketIoPacketType type)
    {
        if (RpressTelemetry.PacketsReceived.Enabled)
        {
            RpressTelemetry.PacketsReceived.Add(1, _types[(int)type]);
        }
    }

    public static void CountSent(SocketIoPacketType type)
    {
        if (RpressTelemetry.PacketsSent.Enabled)
        {
            RpressTelemetry.PacketsSent.Add(1, _types[(int)type]);
        }
    }

    public static void CountRecovery(RpressNamespace @namespace, bool isRecovered) => RpressTelemetry.Recoveries.Add(
        1, new(NamespaceTag, @namespace.Label), new(OutcomeTag, isRecovered ? "recovered" : "failed"));

    public static void RecordAck(RpressNamespace @namespace, long askedAt, Exception? failure)
    {
        if (RpressTelemetry.AckDuration.Enabled)
        {
            RpressTelemetry.AckDuration.Record(
                @namespace.Io.Time.GetElapsedTime(askedAt).TotalSeconds, TagsOf(@namespace, failure));
        }
    }

    /// <summary>Handles an event within a span of its own, and measures it.</summary>
    public static async ValueTask<Exception?> WatchAsync(RpressSocket socket, string eventName, Func<ValueTask<Exception?>> handle)
    {
        RpressNamespace @namespace = socket.Namespace;
        string name = socket.Handlers.Find(eventName).Length > 0 ? eventName : OtherEvent;
        long startedAt = @namespace.Io.Time.GetTimestamp();
        Activity.Current = null; // a WebSocket's events run where its request does, which goes on as long as the connection
        using Activity? span = RpressTelemetry.Spans.StartActivity(
            "socketio.event", ActivityKind.Server, default(ActivityContext), [new(NamespaceTag, @namespace.Label), new(EventTag, name)], socket.SpanLinks);
        span?.DisplayName = $"{name} {@namespace.Label}";
        span?.SetTag("rpress.socketio.socket.id", socket.Id);

        Exception? failure = await handle();
        if (failure is not null)
        {
            span?.SetTag(ErrorTypeTag, failure.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error);
            span?.AddException(failure);
        }

        if (RpressTelemetry.EventDuration.Enabled)
        {
            TagList tags = TagsOf(@namespace, failure);
            tags.Add(EventTag, name);
            RpressTelemetry.EventDuration.Record(@namespace.Io.Time.GetElapsedTime(startedAt).TotalSeconds, tags);
        }

        return failure;
    }

    private static TagList TagsOf(RpressNamespace @namespace, Exception? failure)
    {
        var tags = new TagList { { NamespaceTag, @namespace.Label } };
        if (failure is not null)
        {
            tags.Add(ErrorTypeTag, failure.GetType().FullName);
        }

        return tags;
    }

    // connect_error, as the wire's documents write it
    private static string Lower(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));
}
