using System.Text.RegularExpressions;
using Rpress.SocketIo.Protocol;

namespace Rpress.SocketIo.Specification;

/// <summary>What every adapter with connection state recovery has to do beside: sessions are saved and taken once, missed packets are found.</summary>
public abstract partial class RecoverySpecification : AdapterSpecification
{
    private SocketIoAdapter Adapter => Io.Of("/").Adapter;

    [Fact]
    public async Task Session_ThatWasSaved_IsTakenOnce()
    {
        RpressSocket socket = Socket(0);
        socket.Data["name"] = "anna";
        var saved = new SavedSession("pid of twenty chars.", socket.Id, [socket.Id, "a", "b"], socket.Data, socket.Auth, await Adapter.GetOffsetAsync());
        await Adapter.SaveSessionAsync(saved);

        SavedSession? taken = await Adapter.TakeSessionAsync(saved.Pid);

        Assert.NotNull(taken);
        Assert.Equal((saved.Pid, saved.SocketId, saved.Offset), (taken.Pid, taken.SocketId, taken.Offset));
        Assert.Equal(saved.Rooms, taken.Rooms);
        Assert.Equal("anna", taken.Data.Get<string>("name"));
        Assert.Null(await Adapter.TakeSessionAsync(saved.Pid));
        Assert.Null(await Adapter.TakeSessionAsync("unknown"));
    }

    [Fact]
    public async Task MissedPackets_OfASession_AreThoseForItsRoomsInOrder()
    {
        SavedSession session = await SessionAsync("a", "b");

        await Io.EmitAsync("to all", 1);
        await Io.To("a").EmitAsync("to a", 2);
        await Io.To("c").EmitAsync("to c", 3);
        await Io.To("b", "c").EmitAsync("to b and c", 4);
        await Io.Except("a").EmitAsync("not to a", 5);
        await Io.To(session.SocketId).EmitAsync("to the socket", 6);
        await Io.Of("other").EmitAsync("to others", 7);
        await Io.Volatile.EmitAsync("volatile", 8);

        Assert.Equal(
            ["""["to all",1]""", """["to a",2]""", """["to b and c",4]""", """["to the socket",6]"""], await MissedAsync(session, session.Offset));
    }

    [Fact]
    public async Task MissedPackets_AfterAnOffset_AreThoseAfterIt()
    {
        SavedSession session = await SessionAsync();
        for (int n = 0; n < 100; n++)
        {
            await Io.EmitAsync("n", n);
        }

        IReadOnlyList<SocketIoPacket> all = (await Adapter.GetMissedPacketsAsync(session, session.Offset))!;
        string offset = OffsetOf(all[59]);

        Assert.Equal(100, all.Count);
        Assert.Equal(Enumerable.Range(60, 40).Select(n => $"[\"n\",{n}]"), await MissedAsync(session, offset));
        Assert.Empty((await Adapter.GetMissedPacketsAsync(session, OffsetOf(all[99])))!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an offset")]
    [InlineData("0")]
    [InlineData(null)]
    public async Task MissedPackets_AfterAnUnknownOffset_CannotBeTold(string? offset)
    {
        await Io.EmitAsync("hello");

        Assert.Null(await Adapter.GetMissedPacketsAsync(await SessionAsync(), offset));
    }

    [Fact]
    public async Task MissedPackets_WithBinary_HaveTheirAttachments()
    {
        SavedSession session = await SessionAsync();

        await Io.EmitAsync("data", new byte[] { 1, 2, 3 });

        SocketIoPacket missed = Assert.Single((await Adapter.GetMissedPacketsAsync(session, session.Offset))!);
        Assert.Equal([1, 2, 3], Assert.Single(missed.Attachments).ToArray());
    }

    /// <inheritdoc/>
    protected override string WithoutOffset(string packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        return Offset().Replace(packet, "]");
    }

    private async Task<SavedSession> SessionAsync(params string[] rooms)
    {
        RpressSocket socket = Socket(0);
        return new("pid", socket.Id, [socket.Id, .. rooms], socket.Data, socket.Auth, await Adapter.GetOffsetAsync());
    }

    private async Task<string[]> MissedAsync(SavedSession session, string? offset) =>
        [.. (await Adapter.GetMissedPacketsAsync(session, offset))!.Select(packet => WithoutOffset(System.Text.Encoding.UTF8.GetString(packet.Data.Span)))];

    private static string OffsetOf(SocketIoPacket packet) => Offset().Match(System.Text.Encoding.UTF8.GetString(packet.Data.Span)).Groups[1].Value;

    [GeneratedRegex("""[,]"([0-9a-f-]{11,})"\]$""")]
    private static partial Regex Offset();
}
