using Rpress.SampleTests;

namespace Rpress.InteropTests.LoadBalancers;

/// <summary>The configurations of samples/LoadBalancers, as they are but for places: addresses, ports and files.</summary>
internal static class Recipe
{
    /// <summary>A configuration with other places.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="places">What stands there, and what is to stand there instead; each has to be there.</param>
    public static string Read(string file, params (string From, string To)[] places)
    {
        string text = CheckedOut.Read($"samples/LoadBalancers/{file}");
        foreach ((string from, string to) in places)
        {
            Assert.Contains(from, text, StringComparison.Ordinal);
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }
}
