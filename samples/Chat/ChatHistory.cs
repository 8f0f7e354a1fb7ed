using Microsoft.Data.Sqlite;

namespace ChatSample;

/// <summary>What was said, in a SQLite file: it outlives the server. What is oldest makes room for what is new.</summary>
internal sealed class ChatHistory : IDisposable
{
    public const int MostShown = 50; // to who enters a room
    private const int MostMessages = 2000; // of all rooms together
    private const int MostFiles = 50; // of which the bytes are kept
    private const string Columns = "id, name, text, sent_at, file_name, file_type, file_size";

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection; // of one thread at a time; guarded by _gate

    private ChatHistory(string path) => _connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());

    /// <summary>Opens a file and makes what is not there yet, its folder too.</summary>
    public static ChatHistory Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var history = new ChatHistory(path);
        history._connection.Open();
        history.Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS messages (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                room TEXT NOT NULL,
                name TEXT NOT NULL,
                text TEXT NOT NULL,
                sent_at INTEGER NOT NULL,
                file_name TEXT,
                file_type TEXT,
                file_size INTEGER,
                data BLOB);
            CREATE INDEX IF NOT EXISTS messages_of_rooms ON messages (room, number);
            CREATE INDEX IF NOT EXISTS messages_with_data ON messages (number) WHERE data IS NOT NULL;
            """);
        return history;
    }

    /// <summary>Keeps a message; false if it is there already.</summary>
    public bool TryAdd(string room, ChatMessage message, byte[]? data)
    {
        lock (_gate)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            int added = Execute(
                $"INSERT INTO messages ({Columns}, room, data) VALUES ($id, $name, $text, $at, $file, $type, $size, $room, $data) ON CONFLICT (id) DO NOTHING",
                ("$id", message.Id.ToString()),
                ("$name", message.Name),
                ("$text", message.Text),
                ("$at", message.SentAt.ToUnixTimeMilliseconds()),
                ("$file", message.File?.Name),
                ("$type", message.File?.Type),
                ("$size", message.File?.Size),
                ("$room", room),
                ("$data", data));
            Execute("DELETE FROM messages WHERE number <= (SELECT number FROM messages ORDER BY number DESC LIMIT 1 OFFSET $most)", ("$most", MostMessages));
            Execute(
                """
                UPDATE messages SET data = NULL WHERE data IS NOT NULL AND number <=
                    (SELECT number FROM messages WHERE data IS NOT NULL ORDER BY number DESC LIMIT 1 OFFSET $most)
                """,
                ("$most", MostFiles));
            transaction.Commit();
            return added > 0;
        }
    }

    /// <summary>The last messages of a room, the oldest first.</summary>
    public ChatMessage[] Read(string room)
    {
        lock (_gate)
        {
            using SqliteCommand command = CreateCommand(
                $"SELECT {Columns} FROM messages WHERE room = $room ORDER BY number DESC LIMIT $most", [("$room", room), ("$most", MostShown)]);
            using SqliteDataReader row = command.ExecuteReader();
            var messages = new List<ChatMessage>();
            while (row.Read())
            {
                messages.Insert(0, ToMessage(row));
            }

            return [.. messages];
        }
    }

    /// <summary>A message, with the bytes of its file as long as they are kept.</summary>
    public (ChatMessage Message, byte[]? Data)? Find(Guid id)
    {
        lock (_gate)
        {
            using SqliteCommand command = CreateCommand($"SELECT {Columns}, data FROM messages WHERE id = $id", [("$id", id.ToString())]);
            using SqliteDataReader row = command.ExecuteReader();
            return row.Read() ? (ToMessage(row), row["data"] as byte[]) : null;
        }
    }

    public void Dispose() => _connection.Dispose();

    private static ChatMessage ToMessage(SqliteDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        row.IsDBNull(4) ? null : new(row.GetString(4), row.GetString(5), row.GetInt32(6)));

    private int Execute(string sql, params (string Name, object? Value)[] parameters)
    {
        using SqliteCommand command = CreateCommand(sql, parameters);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand CreateCommand(string sql, (string Name, object? Value)[] parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // the callers above pass constants; values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach ((string name, object? value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
