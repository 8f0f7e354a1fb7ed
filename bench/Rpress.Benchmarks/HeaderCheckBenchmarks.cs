using BenchmarkDotNet.Attributes;

namespace Rpress.Benchmarks;

/// <summary>What step 1 costs for a browser's headers: names as tokens, values without control characters.</summary>
[MemoryDiagnoser]
public class HeaderCheckBenchmarks
{
    private static readonly (string Name, string Value)[] _browser =
    [
        ("Host", "app.example.com"),
        ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"),
        ("Accept-Encoding", "gzip, deflate, br, zstd"),
        ("Accept-Language", "en-GB,en;q=0.9,de;q=0.8"),
        ("Cookie", "session=0123456789abcdef0123456789abcdef; theme=dark; consent=1"),
        ("Referer", "https://app.example.com/dashboard/overview?tab=3"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Site", "same-origin"),
        ("Upgrade-Insecure-Requests", "1"),
    ];

    [Benchmark]
    public bool BrowserHeaders()
    {
        bool isValid = true;
        foreach ((string name, string value) in _browser)
        {
            isValid &= HeaderSyntax.IsToken(name) && !HeaderSyntax.HasControl(value);
        }

        return isValid;
    }

    [Benchmark(Baseline = true)]
    public bool CharacterByCharacter()
    {
        bool isValid = true;
        foreach ((string name, string value) in _browser)
        {
            foreach (char c in name)
            {
                isValid &= char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c);
            }

            foreach (char c in value)
            {
                isValid &= c == '\t' || (c >= ' ' && c != '\x7f');
            }
        }

        return isValid;
    }
}
