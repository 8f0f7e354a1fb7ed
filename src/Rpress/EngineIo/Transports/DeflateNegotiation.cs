using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>
/// Agrees on permessage-deflate. No side keeps its window from one message to the next, so that what is compressed for one client can be
/// sent to all, and a connection that rests holds no window.
/// </summary>
internal static class DeflateNegotiation
{
    private const string Extension = "permessage-deflate";
    private const string Answer = Extension + "; server_no_context_takeover; client_no_context_takeover";
    private const string AnswerWithWindow = Answer + "; server_max_window_bits=15";

    /// <summary>The <c>Sec-WebSocket-Extensions</c> of the answer; null where the client offers nothing that can be accepted.</summary>
    /// <param name="offers">The field as received, in one line or several; the client likes the first offer best.</param>
    public static string? AnswerTo(in StringValues offers)
    {
        foreach (string? line in offers)
        {
            for (ReadOnlySpan<char> rest = line; !rest.IsEmpty;)
            {
                if (AnswerTo(TakeNext(ref rest, ',')) is { } answer)
                {
                    return answer;
                }
            }
        }

        return null;
    }

    private static string? AnswerTo(ReadOnlySpan<char> offer)
    {
        if (TakeNext(ref offer, ';') is not Extension)
        {
            return null;
        }

        var seen = DeflateParameters.None;
        while (!offer.IsEmpty)
        {
            // RFC 7692 §7.1: an offer with a parameter that is unknown, wrong, or there twice is declined.
            DeflateParameters parameter = Parse(TakeNext(ref offer, ';'));
            if (parameter == DeflateParameters.None || seen.HasFlag(parameter))
            {
                return null;
            }

            seen |= parameter;
        }

        return seen.HasFlag(DeflateParameters.ServerMaxWindowBits) ? AnswerWithWindow : Answer;
    }

    private static DeflateParameters Parse(ReadOnlySpan<char> parameter)
    {
        int equals = parameter.IndexOf('=');
        ReadOnlySpan<char> value = equals < 0 ? default : Unquote(parameter[(equals + 1)..].Trim());
        return (equals < 0 ? parameter : parameter[..equals].TrimEnd()) switch
        {
            "server_no_context_takeover" when equals < 0 => DeflateParameters.ServerNoContextTakeover,
            "client_no_context_takeover" when equals < 0 => DeflateParameters.ClientNoContextTakeover,

            // RFC 7692 §7.1.2.1: the window is promised to be no larger, and the platform's is always this one
            "server_max_window_bits" when value is "15" => DeflateParameters.ServerMaxWindowBits,
            "client_max_window_bits" when equals < 0 || IsWindow(value) => DeflateParameters.ClientMaxWindowBits,
            _ => DeflateParameters.None,
        };
    }

    private static bool IsWindow(ReadOnlySpan<char> value) => value is "8" or "9" or "10" or "11" or "12" or "13" or "14" or "15";

    // RFC 6455 §9.1: what is quoted means the same as without the quotes
    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> value) => value is ['"', .., '"'] ? value[1..^1] : value;

    // what stands before the next separator outside of quotes
    private static ReadOnlySpan<char> TakeNext(ref ReadOnlySpan<char> text, char separator)
    {
        bool isQuoted = false;
        int end = 0;
        while (end < text.Length && (isQuoted || text[end] != separator))
        {
            isQuoted ^= text[end] == '"';
            end += isQuoted && text[end] == '\\' ? 2 : 1;
        }

        ReadOnlySpan<char> next = text[..Math.Min(end, text.Length)].Trim();
        text = end < text.Length ? text[(end + 1)..] : default;
        return next;
    }
}
