using System.Collections;
using System.Runtime.InteropServices;

namespace Rpress;

/// <summary>The fields and files of a form; names are compared with regard to case.</summary>
public sealed class RequestForm : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _fields;

    private RequestForm(List<KeyValuePair<string, string>> fields, IReadOnlyList<FormFile> files)
    {
        _fields = fields;
        Files = files;
    }

    /// <summary>The uploaded files of a multipart form, in order.</summary>
    public IReadOnlyList<FormFile> Files { get; }

    /// <summary>How many fields the form has, repeated names counted each time.</summary>
    public int Count => _fields.Count;

    /// <summary>The first value of a field, or null.</summary>
    public string? this[string name] => NamedValues.First(CollectionsMarshal.AsSpan(_fields), name);

    /// <summary>Every value of a field, in order.</summary>
    public IReadOnlyList<string> GetAll(string name) => NamedValues.All(CollectionsMarshal.AsSpan(_fields), name);

    /// <summary>The field as a typed value.</summary>
    /// <exception cref="RpressException">400, naming the field: it is absent or not a <typeparamref name="T"/>.</exception>
    public T Get<T>(string name)
        where T : IParsable<T> => TypedValue.Parse<T>(this[name], "form", name);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static RequestForm Parse(string text, int maxFields)
    {
        // counted before anything is made of them
        if (text.AsSpan().Count('&') >= maxFields)
        {
            throw TooMany(maxFields);
        }

        return new(FormDecoding.ParsePairs(text), []);
    }

    internal static async ValueTask<RequestForm> ReadAsync(IAsyncEnumerable<MultipartPart> parts)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var files = new List<FormFile>();
        await foreach (MultipartPart part in parts)
        {
            if (part.IsFile)
            {
                files.Add(new FormFile(part.Name, part.FileName, part.ContentType, await part.ReadBytesAsync()));
            }
            else
            {
                fields.Add(new(part.Name, await part.ReadTextAsync()));
            }
        }

        return new(fields, files);
    }

    private static RpressException TooMany(int limit) => new(413, $"The form has more than {limit} fields.");
}
