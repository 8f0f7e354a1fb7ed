using System.Text.Json;
using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.Redis;

/// <summary>npm's servers and emitters for the tests of a class, in one process that is started for the first of them.</summary>
public sealed class NpmCluster : IAsyncDisposable
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerOptions.Web) { Converters = { new NodeBinaryConverter() } };

    private readonly Lazy<NodeProcess> _process = new(() => NodeProcess.Start("cluster.mjs", []));
    private int _lastId;

    /// <summary>Lets the program do something.</summary>
    /// <param name="action">One of its actions.</param>
    /// <param name="parameters">What else stands in the command.</param>
    /// <returns>Its result.</returns>
    internal async Task<JsonElement> DoAsync(string action, Dictionary<string, object?> parameters)
    {
        int id = Interlocked.Increment(ref _lastId);
        parameters["do"] = action;
        parameters["id"] = id;
        await _process.Value.SendAsync(JsonSerializer.SerializeToElement(parameters, _json));
        JsonElement done = await _process.Value.ReadAsync(
            $"the end of {action}", value => !value.GetProperty("is").ValueEquals("heard") && value.GetProperty("id").GetInt32() == id);
        return done.GetProperty("is").ValueEquals("done") ? done.TryGetProperty("result", out JsonElement result) ? result : default
            : throw new InvalidOperationException($"{action} failed: {done.GetProperty("message").GetString()}");
    }

    /// <summary>The next event of other servers that a server has heard.</summary>
    internal Task<JsonElement> ReadHeardAsync(string who) => _process.Value.ReadAsync(
        $"an event of another server at {who}", value => value.GetProperty("is").ValueEquals("heard") && value.GetProperty("who").ValueEquals(who));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.IsValueCreated ? _process.Value.DisposeAsync() : ValueTask.CompletedTask;
}
