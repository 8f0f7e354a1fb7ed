using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Rpress.LoadRunner;

/// <summary>Text and the little Markdown that our notes need, as HTML: headings, paragraphs, lists, tables, blocks of code, code and bold in a line.</summary>
internal static partial class HtmlText
{
    private const string Fence = "```";

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A line: what stands in backticks is code, what stands in double asterisks is bold.</summary>
    public static string Inline(string text) => Bold().Replace(Code().Replace(Escape(text), "<code>$1</code>"), "<b>$1</b>");

    /// <summary>A document, block by block: blocks are divided by empty lines.</summary>
    public static string Document(string markdown)
    {
        var html = new StringBuilder();
        var block = new List<string>();
        bool isCode = false;
        foreach (string line in markdown.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                html.Append(isCode ? $"<pre>{Escape(string.Join('\n', block))}</pre>\n" : Block(block));
                block.Clear();
                isCode = !isCode;
            }
            else if (isCode || line.Trim().Length > 0)
            {
                block.Add(line);
            }
            else
            {
                html.Append(Block(block));
                block.Clear();
            }
        }

        return html.ToString();
    }

    private static string Block(List<string> lines) => lines switch
    {
        [] => "",
        [['#', ..] heading, .. var rest] => $"{Heading(heading)}{Block(rest)}",
        [['|', ..], ..] => Table(lines),
        [['-', ' ', ..], ..] => $"<ul>\n{string.Concat(Items(lines).Select(item => $"<li>{Inline(item)}</li>\n"))}</ul>\n",
        _ => $"<p>{Inline(string.Join('\n', lines))}</p>\n",
    };

    // one below what the report has above it
    private static string Heading(string line)
    {
        int level = Math.Min(6, 2 + line.TakeWhile(c => c == '#').Count());
        return $"<h{level}>{Inline(line.TrimStart('#').Trim())}</h{level}>\n";
    }

    private static List<string> Items(List<string> lines)
    {
        var items = new List<string>();
        foreach (string line in lines)
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                items.Add(line[2..]);
            }
            else
            {
                items[^1] += $"\n{line.Trim()}";
            }
        }

        return items;
    }

    private static string Table(List<string> lines)
    {
        var html = new StringBuilder("<div class=\"scroll\"><table>\n");
        foreach ((int index, string[] cells) in lines.Select(line => line.Trim().Trim('|').Split('|')).Where(cells => !cells.All(IsRule)).Index())
        {
            string tag = index == 0 ? "th" : "td";
            html.Append($"<tr>{string.Concat(cells.Select(cell => $"<{tag}>{Inline(cell.Trim())}</{tag}>"))}</tr>\n");
        }

        return html.Append("</table></div>\n").ToString();
    }

    private static bool IsRule(string cell) => cell.Trim() is ['-' or ':', ..] mark && mark.Trim('-', ':').Length == 0;

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Bold();
}
