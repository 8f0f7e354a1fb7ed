using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Rpress;

/// <summary>Reads multipart/form-data (RFC 7578) with the platform's reader, under our limits.</summary>
internal static class MultipartParser
{
    // RFC 2046 §5.1.1: a boundary has 1 to 70 characters.
    private const int LongestBoundary = 70;

    private const int MaxPartHeaders = 16;
    private const int MaxPartHeadersSize = 8 * 1024;

    public static async IAsyncEnumerable<MultipartPart> ReadAsync(
        MediaTypeHeaderValue type,
        Stream body,
        HttpSettings settings,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(RequireBoundary(type), body)
        {
            HeadersCountLimit = MaxPartHeaders,
            HeadersLengthLimit = MaxPartHeadersSize,
        };
        for (int count = 1; await NextAsync(reader, cancellationToken) is { } section; count++)
        {
            if (count > settings.MaxMultipartParts)
            {
                throw new RpressException(413, $"The form has more than {settings.MaxMultipartParts} parts.");
            }

            yield return ToPart(section);
        }
    }

    /// <summary>The last component of a client's file name: no folders of either kind, no drive, no control characters.</summary>
    internal static string? SafeFileName(string? name)
    {
        if (name is null)
        {
            return null;
        }

        name = name[(name.LastIndexOfAny(['/', '\\', ':']) + 1)..].TrimEnd('.', ' ');
        return name.Length == 0 || name.Any(char.IsControl) ? null : name;
    }

    private static string RequireBoundary(MediaTypeHeaderValue type)
    {
        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is >= 1 and <= LongestBoundary
            ? boundary
            : throw new RpressException(400, $"A multipart body needs a boundary of 1 to {LongestBoundary} characters.");
    }

    private static async ValueTask<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (InvalidDataException error)
        {
            throw new RpressException(400, "The multipart body is malformed or a part's headers are too large.", error);
        }
        catch (IOException error)
        {
            throw CutShort(error);
        }
    }

    private static MultipartPart ToPart(MultipartSection section)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition)
            || !disposition.Name.HasValue)
        {
            throw new RpressException(400, "A part of the form has no name.");
        }

        bool isFile = disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
        string? fileName = disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value
            : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        return new(
            HeaderUtilities.RemoveQuotes(disposition.Name).ToString(),
            isFile,
            SafeFileName(fileName),
            section.ContentType,
            new MultipartPartStream(section.Body));
    }

    internal static RpressException CutShort(IOException error) =>
        new(400, "The multipart body ends before its last boundary.", error);
}
