using System.Text.Json;
using System.Text.RegularExpressions;
using Rpress.TestKit;

namespace Rpress.SocketIo.Specification.Cluster;

/// <content>How clients are lost and come back.</content>
public abstract partial class ClusterRecoverySpecification
{
    /// <summary>Lets a client join the first server, get a packet and lose its connection; it has joined rooms and has data.</summary>
    protected async Task<LostClient> LoseAsync(params string[] rooms)
    {
        (SocketIoWire client, LostClient lost) = await JoinAsync(rooms);
        await BreakOffAsync(client, lost.Pid);
        return lost;
    }

    /// <summary>Lets a client come to a server that has read what was sent before.</summary>
    protected async Task<ReturnedClient> ComeBackAsync(IClusterNode node, LostClient lost)
    {
        await CatchUpAsync();
        return await ReturnAsync(node, lost);
    }

    /// <summary>Lets a client come to a server that may not have read yet what others have sent.</summary>
    protected async Task<ReturnedClient> ReturnAsync(IClusterNode node, LostClient lost)
    {
        ArgumentNullException.ThrowIfNull(lost);
        SocketIoWire wire = await ConnectAsync(node);
        await wire.SendAsync($$"""40{"pid":"{{lost.Pid}}","offset":"{{lost.Offset}}"}""");
        var packets = new List<string>();
        string packet;
        while (!(packet = await wire.ReadAsync()).StartsWith("40", StringComparison.Ordinal))
        {
            packets.Add(packet);
        }

        JsonElement answer = JsonElement.Parse(packet[2..]);
        return new(
            wire,
            answer.GetProperty("sid").GetString()!,
            answer.GetProperty("pid").GetString()!,
            [.. packets.Select(WithoutOffset)],
            packets.Where(missed => Offset().IsMatch(missed)).Select(OffsetOf).LastOrDefault());
    }

    /// <summary>Asserts that a client is the one that was lost, and that it has missed these packets.</summary>
    protected static async Task AssertRecoveredAsync(IClusterNode node, LostClient lost, ReturnedClient returned, params string[] missed)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(lost);
        ArgumentNullException.ThrowIfNull(returned);
        Assert.Equal((lost.Id, lost.Pid), (returned.Id, returned.Pid));
        Assert.Equal(missed, returned.Missed);
        Assert.True(await node.HasRecoveredAsync(lost.Id));
        await node.EmitAsync(ClusterTarget.To(lost.Id), "fence");
        Assert.Equal("""42["fence"]""", WithoutOffset(await returned.Wire.ReadAsync()));
    }

    /// <summary>Asserts that a client that comes back is another one.</summary>
    protected async Task AssertNewAsync(IClusterNode node, LostClient lost)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(lost);
        await node.EmitAsync(ClusterTarget.Everyone, "missed");
        ReturnedClient returned = await ComeBackAsync(node, lost);

        Assert.NotEqual(lost.Id, returned.Id);
        Assert.NotEqual(lost.Pid, returned.Pid);
        Assert.Empty(returned.Missed);
        Assert.False(await node.HasRecoveredAsync(returned.Id));
    }

    private async Task<(SocketIoWire Client, LostClient Lost)> JoinAsync(params string[] rooms)
    {
        SocketIoWire client = await ConnectAsync(First);
        await client.JoinAsync();
        await First.JoinAsync(client.Id, rooms);
        await First.SetDataAsync(client.Id, "name", new { first = "anna", ages = new[] { 41, 1.5 } });
        await First.EmitAsync(ClusterTarget.To(client.Id), "before");
        return (client, new(client.Id, client.Pid!, OffsetOf(await client.ReadAsync())));
    }

    // ours save sessions of connected clients too, for a longer time
    private async Task BreakOffAsync(SocketIoWire client, string pid)
    {
        await client.DisposeAsync();
        await Eventually.TrueAsync(
            async () => await GetSessionTimeAsync(pid) is { } kept && kept <= _options!.Recovery!.MaxDisconnectionDuration, "the session to be saved");
    }

    private async Task StopFirstAsync(SocketIoWire client)
    {
        Task stopping = First.DisposeAsync().AsTask();
        await client.ReadToEndAsync();
        await client.DisposeAsync();
        await _witnesses[0].DisposeAsync(); // a server may wait for its clients
        await stopping;
        _nodes.RemoveAt(0);
        _witnesses.RemoveAt(0);
    }

    private Task GoneAsync(LostClient lost) => Eventually.TrueAsync(
        async () => (await First.FetchSocketsAsync(ClusterTarget.To(lost.Id) with { IsLocal = true })).Count == 0, "the client to be gone");

    private Task<TimeSpan?> GetSessionTimeAsync(string pid) => GetTimeToLiveAsync(_options!.SessionKeyPrefix + pid);

    // what one server has sent before, the others have not read yet: a client of theirs that comes back then gets it from Node's servers twice
    private async Task CatchUpAsync()
    {
        string fence = $"{Guid.NewGuid():N}";
        foreach (IClusterNode node in _nodes)
        {
            await node.EmitAsync(ClusterTarget.To([.. _witnesses.Select(witness => witness.Id)]), fence);
        }

        foreach (SocketIoWire witness in _witnesses)
        {
            for (int fences = 0; fences < _nodes.Count;)
            {
                fences += (await witness.ReadAsync()).Contains(fence, StringComparison.Ordinal) ? 1 : 0;
            }
        }
    }

    private async Task<SocketIoWire> ConnectAsync(IClusterNode node)
    {
        SocketIoWire client = await SocketIoWire.ConnectAsync(node.Port);
        lock (_clients)
        {
            _clients.Add(client);
        }

        return client;
    }

    private async Task StartAsync(TimeSpan duration)
    {
        _options = new($"test-{Guid.NewGuid():N}", 0, TimeSpan.FromSeconds(10)) { Recovery = new() { MaxDisconnectionDuration = duration } };
        for (int number = 0; number < Count; number++)
        {
            _nodes.Add(await CreateNodeAsync(_options with { Number = number }));
        }

        foreach (IClusterNode node in _nodes)
        {
            await Eventually.TrueAsync(async () => await node.GetServerCountAsync("/") == Count, $"each server to know of {Count}");
            SocketIoWire witness = await ConnectAsync(node);
            await witness.JoinAsync();
            _witnesses.Add(witness);
        }
    }

    private async Task RestartAsync(TimeSpan duration)
    {
        await StopAsync();
        await StartAsync(duration);
    }

    private async Task StopAsync()
    {
        foreach (SocketIoWire client in _clients)
        {
            await client.DisposeAsync();
        }

        foreach (IClusterNode node in _nodes)
        {
            await node.DisposeAsync();
        }

        _clients.Clear();
        _witnesses.Clear();
        _nodes.Clear();
    }

    private static string WithoutOffset(string packet) => Offset().Replace(packet, "]");

    private static string OffsetOf(string packet) => Offset().Match(packet) is { Success: true } found ? found.Groups[1].Value
        : throw new InvalidDataException($"The packet has no offset: {packet}");

    [GeneratedRegex("""[,]"([0-9]+-[0-9]+)"\]$""")]
    private static partial Regex Offset();

    /// <summary>A client whose connection broke off.</summary>
    protected sealed record LostClient(string Id, string Pid, string Offset);

    /// <summary>A client that has come back.</summary>
    /// <param name="Wire">Its connection.</param>
    /// <param name="Id">The id of its socket.</param>
    /// <param name="Pid">Its private id.</param>
    /// <param name="Missed">What it got before it was let in, without the offsets.</param>
    /// <param name="Offset">The offset of the last of these.</param>
    protected sealed record ReturnedClient(SocketIoWire Wire, string Id, string Pid, IReadOnlyList<string> Missed, string? Offset)
    {
        /// <summary>What it gets before a packet, without the offsets.</summary>
        public async Task<IReadOnlyList<string>> ReadUntilAsync(string last)
        {
            var packets = new List<string>();
            for (string packet; (packet = WithoutOffset(await Wire.ReadAsync())) != last;)
            {
                packets.Add(packet);
            }

            return packets;
        }
    }
}
