using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace SocketAuthSample;

/// <summary>Two accounts and the tokens given out, in memory. A real one keeps salted hashes in a database and lets tokens expire.</summary>
internal sealed class Accounts
{
    private const int Iterations = 100_000;

    private readonly ConcurrentDictionary<string, User> _tokens = new();
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
    private readonly Dictionary<string, (byte[] Hash, User User)> _users;

    public Accounts() => _users = new()
    {
        ["ada"] = (Hash("lovelace"), new User("ada", IsAdmin: false)),
        ["grace"] = (Hash("hopper"), new User("grace", IsAdmin: true)),
    };

    /// <summary>A new token, or null when name and password do not belong together.</summary>
    public Token? LogIn(Login login)
    {
        // an unknown name costs the same time as a wrong password, so that the answer does not tell which names exist
        byte[] hash = Hash(login.Password);
        bool isKnown = _users.TryGetValue(login.Name, out (byte[] Hash, User User) account);
        if (!CryptographicOperations.FixedTimeEquals(hash, isKnown ? account.Hash : _salt) || !isKnown)
        {
            return null;
        }

        string token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _tokens[token] = account.User;
        return new Token(token);
    }

    public User? Find(string? token) => token is null ? null : _tokens.GetValueOrDefault(token);

    /// <summary>As <see cref="Find"/>, from a place that has to be waited for.</summary>
    public Task<User?> FindAsync(string? token) => Task.FromResult(Find(token));

    private byte[] Hash(string password) => Rfc2898DeriveBytes.Pbkdf2(password, _salt, Iterations, HashAlgorithmName.SHA256, 32);
}
