using System.Globalization;
using System.Text;

namespace Rpress.LoadRunner;

/// <summary>The charted metric of a scenario as bars: a label, a bar, its value; drawn in percent, so that it fits any width.</summary>
internal static class BarChart
{
    // what is right of it is for the value
    private const double LongestBar = 78;

    public static string Of(ScenarioResult result)
    {
        (ServerResult Server, double Value)[] bars = [.. result.Servers
            .Where(server => server.Value(result.Charted) is not null).Select(server => (server, server.Value(result.Charted)!.Value))];
        double longest = bars.Length == 0 ? 0 : bars.Max(bar => bar.Value);
        if (longest <= 0)
        {
            return "";
        }

        string caption = $"{result.Charted.HeaderOf(result.Unit)}, {(result.Charted.IsHigherBetter ? "more" : "less")} is better";
        var html = new StringBuilder($"<figure><figcaption>{HtmlText.Escape(caption)}</figcaption>\n");
        foreach ((ServerResult server, double value) in bars)
        {
            string length = Math.Max(0, LongestBar * value / longest).ToString("0.##", CultureInfo.InvariantCulture);
            string text = value.ToString(result.Charted.Format, CultureInfo.InvariantCulture);
            html.Append($"<div class=\"bar{(server.IsOurs ? " ours" : "")}\"><span>{HtmlText.Escape(server.Server)}</span>")
                .Append($"<svg width=\"100%\" height=\"20\" role=\"img\" aria-label=\"{HtmlText.Escape(server.Server)}: {text}\">")
                .Append($"<rect y=\"2\" width=\"{length}%\" height=\"16\" rx=\"2\"/><text x=\"{length}%\" dx=\"6\" y=\"14.5\">{text}</text></svg></div>\n");
        }

        return html.Append("</figure>\n").ToString();
    }
}
