using Microsoft.Data.Sqlite;

namespace RoutesSample;

/// <summary>A SQLite database. Connections are pooled, so each call takes its own; every value goes in as a parameter.</summary>
internal sealed class Database : IDisposable
{
    private const int ConstraintViolation = 19; // SQLITE_CONSTRAINT

    private readonly string _connectionString;
    private readonly string? _temporaryFolder;

    private Database(string path, string? temporaryFolder)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
        _temporaryFolder = temporaryFolder;
    }

    /// <summary>Opens a file and makes its tables; without a path, a temporary file that ends with the database.</summary>
    public static Database Open(string? path)
    {
        string? folder = path is null ? Directory.CreateTempSubdirectory("rpress-sample-").FullName : null;
        var database = new Database(path ?? Path.Combine(folder!, "sample.db"), folder);
        using var connection = new SqliteConnection(database._connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE);
            CREATE TABLE IF NOT EXISTS orders (
                id INTEGER PRIMARY KEY,
                user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                product TEXT NOT NULL,
                quantity INTEGER NOT NULL);
            """;
        command.ExecuteNonQuery();
        return database;
    }

    public Task<List<User>> ListUsersAsync(CancellationToken cancellationToken) =>
        QueryAsync("SELECT id, name, email FROM users ORDER BY id", [], ToUser, cancellationToken);

    public async Task<User?> FindUserAsync(long id, CancellationToken cancellationToken) =>
        (await QueryAsync("SELECT id, name, email FROM users WHERE id = $id", [("$id", id)], ToUser, cancellationToken)).SingleOrDefault();

    /// <summary>The new user, or null when the email is taken.</summary>
    public async Task<User?> CreateUserAsync(NewUser user, CancellationToken cancellationToken)
    {
        try
        {
            return (await QueryAsync(
                "INSERT INTO users (name, email) VALUES ($name, $email) RETURNING id, name, email",
                [("$name", user.Name), ("$email", user.Email)],
                ToUser,
                cancellationToken)).Single();
        }
        catch (SqliteException error) when (error.SqliteErrorCode == ConstraintViolation)
        {
            return null;
        }
    }

    public async Task<bool> DeleteUserAsync(long id, CancellationToken cancellationToken) =>
        (await QueryAsync("DELETE FROM users WHERE id = $id RETURNING id, name, email", [("$id", id)], ToUser, cancellationToken)).Count > 0;

    public Task<List<Order>> ListOrdersAsync(long userId, CancellationToken cancellationToken) =>
        QueryAsync("SELECT id, user_id, product, quantity FROM orders WHERE user_id = $user ORDER BY id", [("$user", userId)], ToOrder, cancellationToken);

    public async Task<Order> CreateOrderAsync(long userId, NewOrder order, CancellationToken cancellationToken) =>
        (await QueryAsync(
            "INSERT INTO orders (user_id, product, quantity) VALUES ($user, $product, $quantity) RETURNING id, user_id, product, quantity",
            [("$user", userId), ("$product", order.Product), ("$quantity", order.Quantity)],
            ToOrder,
            cancellationToken)).Single();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        if (_temporaryFolder is not null)
        {
            Directory.Delete(_temporaryFolder, recursive: true);
        }
    }

    private static User ToUser(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2));

    private static Order ToOrder(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetInt32(3));

    private async Task<List<T>> QueryAsync<T>(
        string sql, (string Name, object Value)[] parameters, Func<SqliteDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the callers above pass constants; values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        var rows = new List<T>();
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
