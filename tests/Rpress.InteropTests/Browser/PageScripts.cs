using System.Text.Json;
using Microsoft.Playwright;

namespace Rpress.InteropTests.Browser;

/// <summary>What tests do in a page.</summary>
internal static class PageScripts
{
    private const string Fetch = """
        async ([url, init]) => {
            try {
                const response = await fetch(url, init);
                return JSON.stringify({ status: response.status, text: await response.text(), headers: Object.fromEntries(response.headers) });
            } catch (error) {
                return JSON.stringify({ error: error.name });
            }
        }
        """;

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    /// <summary>Calls <c>fetch</c> as a script of the page.</summary>
    public static async Task<FetchResult> FetchAsync(this IPage page, Uri url, object? init = null)
    {
        string json = await page.EvaluateAsync<string>(Fetch, new[] { url.AbsoluteUri, init ?? new { } }).WaitAsync(_bound);
        return JsonSerializer.Deserialize<FetchResult>(json, JsonSerializerOptions.Web)!;
    }
}
