namespace Rpress;

/// <summary>What middleware hands on to later middleware and to the handler: text by name, and values by type.</summary>
/// <remarks>Made on first use; a later write replaces an earlier one.</remarks>
public sealed class RequestExtensions
{
    private Dictionary<string, string>? _texts;
    private Dictionary<Type, object>? _items;

    /// <summary>The text stored under a name, or null; storing null removes it.</summary>
    public string? this[string name]
    {
        get => _texts?.GetValueOrDefault(name);
        set
        {
            _texts ??= [];
            if (value is null)
            {
                _texts.Remove(name);
            }
            else
            {
                _texts[name] = value;
            }
        }
    }

    /// <summary>Stores a value under its type.</summary>
    public void Set<T>(T value)
        where T : notnull => (_items ??= [])[typeof(T)] = value;

    /// <summary>The value stored under the type, or the type's default.</summary>
    public T? Get<T>()
        where T : notnull => _items is not null && _items.TryGetValue(typeof(T), out object? item) ? (T)item : default;
}
