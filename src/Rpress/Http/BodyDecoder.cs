using System.IO.Pipelines;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>Decodes a body's content coding on its way to the handler (RFC 9110 §8.4); what it decodes has been counted and timed as it came.</summary>
internal sealed class BodyDecoder
{
    private const int PieceSize = 16 * 1024;

    private readonly BodyReader _received;

    public BodyDecoder(BodyReader received, ContentCoding coding)
    {
        _received = received;
        Stream encoded = received.AsStream();
        Stream decoded = coding == ContentCoding.Brotli ? new BrotliBodyStream(encoded) : new GzipBodyStream(encoded);
        Reader = PipeReader.Create(decoded, new StreamPipeReaderOptions(bufferSize: PieceSize));
    }

    public PipeReader Reader { get; }

    /// <summary>The coding that a <c>Content-Encoding</c> names, alone or beside identity; null for several of them and for what we cannot decode.</summary>
    public static ContentCoding? CodingOf(in StringValues field)
    {
        ContentCoding? found = ContentCoding.Identity;
        foreach (string? line in field)
        {
            ReadOnlySpan<char> codings = line;
            foreach (Range element in codings.Split(','))
            {
                ReadOnlySpan<char> name = codings[element].Trim();
                ContentCoding? coding = name.IsEmpty ? ContentCoding.Identity : ContentCodings.Parse(name);

                // what some clients send by this name lacks the zlib format: 415 tells them what works
                coding = coding == ContentCoding.Deflate ? null : coding;
                if (coding != ContentCoding.Identity)
                {
                    found = found == ContentCoding.Identity ? coding : null;
                }
            }
        }

        return found;
    }

    /// <summary>Lets go of the decoder and of the connection.</summary>
    public void End()
    {
        _received.End();
        Reader.Complete();
    }
}
