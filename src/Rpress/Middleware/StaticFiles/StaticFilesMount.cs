using System.Net;

namespace Rpress;

/// <summary>One directory at one prefix: what it holds, and what of it lies ready in memory.</summary>
internal sealed class StaticFilesMount
{
    private const int MaxCachedFiles = 10_000;

    private readonly StaticFilesConfig _config;
    private readonly TimeProvider _time;
    private readonly FileRoot _root;
    private readonly FileReader _reader;
    private readonly StaticFileCache _cache;
    private readonly StaticFileLoader _loader;
    private readonly ListingPages _listings;

    private StaticFilesMount(StaticFilesConfig config, StaticFilesEnvironment environment, FileRoot root)
    {
        _config = config;
        _time = environment.Time;
        _root = root;
        _reader = new(environment.Logger);
        _cache = new(config.CacheSize, MaxCachedFiles);
        _loader = new(config, environment, _reader, _cache);
        _listings = new((directory, path, isTop) => DirectoryListing.Render(root, directory, path, isTop), environment.Time);
    }

    public string Prefix => _config.Prefix;

    /// <summary>Finds the directory, from the working directory or else from the application's; null when something is missing, which the errors say.</summary>
    public static StaticFilesMount? Open(StaticFilesConfig config, StaticFilesEnvironment environment, List<string> errors)
    {
        try
        {
            FileRoot? root = FileRoot.Open(config.Directory) ?? FileRoot.Open(Path.Combine(AppContext.BaseDirectory, config.Directory));
            if (root is null)
            {
                errors.Add($"ServeStatic: there is no directory '{config.Directory}', neither from the working directory ({Environment.CurrentDirectory}) "
                    + $"nor from the application's ({AppContext.BaseDirectory}).");
            }
            else if (config.SpaFallback is { } fallback && root.Resolve(fallback) is not { IsDirectory: false })
            {
                errors.Add($"ServeStatic: the SpaFallback '{fallback[1..]}' is not in the directory '{config.Directory}'.");
            }
            else
            {
                return new(config, environment, root);
            }
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            errors.Add($"ServeStatic: the directory '{config.Directory}' cannot be reached: {error.Message}");
        }

        return null;
    }

    /// <summary>Answers GET or HEAD when the path leads to a file, or to a directory that has a page.</summary>
    public bool TryServe(RequestPayload request, out ValueTask<ResponsePayload> response)
    {
        response = default;
        return Covers(request.Path) && TryServe(request, request.Path.AsSpan(Prefix.Length), out response);
    }

    /// <summary>Answers GET or HEAD with the fallback when the path could be a page's that the browser makes.</summary>
    public bool TryServeFallback(RequestPayload request, out ValueTask<ResponsePayload> response)
    {
        response = default;
        string path = request.Path;
        return _config.SpaFallback is not null
            && Covers(path)
            && !path.AsSpan(path.LastIndexOf('/')).Contains('.')
            && FileRoot.CanBeServed(path.AsSpan(Prefix.Length))
            && TryServe(request, _config.SpaFallback, out response);
    }

    /// <summary>Whether GET of the path would be answered.</summary>
    public bool Serves(string path)
    {
        if (!Covers(path))
        {
            return false;
        }

        ReadOnlySpan<char> relative = path.AsSpan(Prefix.Length);
        try
        {
            PathEntry? entry = _root.Resolve(relative);
            return SourceOf(relative, entry) is not null || (entry is { IsDirectory: true } && HasPage(relative));
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            _reader.Report(_config.Directory, error);
            return false;
        }
    }

    // a prefix ends with its segment: "/assets" has nothing to do with "/assetsfoo"
    private bool Covers(string path) => path.StartsWith(Prefix, StringComparison.Ordinal)
        && (path.Length == Prefix.Length || path[Prefix.Length] == '/');

    private bool TryServe(RequestPayload request, ReadOnlySpan<char> path, out ValueTask<ResponsePayload> response)
    {
        try
        {
            StaticFile? cached = _cache.Find(path);
            if (cached is null || cached.TryBeginCheck(_time))
            {
                return TryServeFromDisk(request, path, cached, out response);
            }

            response = cached.AnswerAsync(request);
            return true;
        }
        catch (IOException error) when (FileReader.IsOutOfFiles(error))
        {
            response = new(_reader.Busy(request, error));
            return true;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            // by the mount: the path is the client's, who could fill the log with it
            _reader.Report(_config.Directory, error);
            _cache.Remove(path.ToString());
            response = default;
            return false;
        }
    }

    // .NET can open and stat files only synchronously; this runs on a pool thread, as a hop to another one would
    private bool TryServeFromDisk(RequestPayload request, ReadOnlySpan<char> path, StaticFile? cached, out ValueTask<ResponsePayload> response)
    {
        PathEntry? entry = _root.Resolve(path);
        FileSource? source = SourceOf(path, entry);
        if (source is not null && (cached?.IsOf(source) == true ? cached : _loader.Load(path.ToString(), source)) is { } file)
        {
            response = file.AnswerAsync(request);
            return true;
        }

        if (cached is not null)
        {
            _cache.Remove(path.ToString());
        }

        response = default;
        return entry is { IsDirectory: true } && TryServeDirectory(request, path, entry, out response);
    }

    private bool TryServeDirectory(RequestPayload request, ReadOnlySpan<char> path, PathEntry directory, out ValueTask<ResponsePayload> response)
    {
        response = default;
        if (!HasPage(path))
        {
            return false;
        }

        // without the slash, the page's links would lead beside its directory; the path begins with one slash, so no other host is named
        response = path is [.., '/']
            ? ListAsync(request, directory, isTop: path.Length == 1)
            : new(ResponsePayload.Redirect(PathCanonicalizer.Encode(request.Path) + "/" + request.QueryString, HttpStatusCode.PermanentRedirect));
        return true;
    }

    private async ValueTask<ResponsePayload> ListAsync(RequestPayload request, PathEntry directory, bool isTop)
    {
        try
        {
            return await _listings.GetAsync(directory, request.Path, isTop)
                ?? ResponsePayload.Error(503, "Too many directories are being listed. Try again in a moment.").WithHeader("Retry-After", "1").Resolve(request);
        }
        catch (IOException error) when (FileReader.IsOutOfFiles(error))
        {
            return _reader.Busy(request, error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            _reader.Report(directory.Path, error);
            return ResponsePayload.Error(404, "Not found").Resolve(request);
        }
    }

    // with the slash, an index has been looked for already
    private bool HasPage(ReadOnlySpan<char> directory) => _config.Listing
        || (directory is not [.., '/'] && _config.IndexFile is { } index && _root.Resolve($"{directory}/{index}") is { IsDirectory: false });

    // the file itself or the directory's index, with what lies encoded beside it
    private FileSource? SourceOf(ReadOnlySpan<char> path, PathEntry? entry)
    {
        if (path is not [.., '/'])
        {
            return entry is { IsDirectory: false } ? WithEncoded(path, entry) : null;
        }

        if (entry is not { IsDirectory: true } || _config.IndexFile is null)
        {
            return null;
        }

        string index = string.Concat(path, _config.IndexFile);
        return _root.Resolve(index) is { IsDirectory: false } file ? WithEncoded(index, file) : null;
    }

    private FileSource WithEncoded(ReadOnlySpan<char> path, PathEntry file) =>
        new(Path.GetExtension(path).ToString(), file, Encoded(path, ".br", file), Encoded(path, ".gz", file));

    // one that is older is of an earlier version of the file
    private PathEntry? Encoded(ReadOnlySpan<char> path, string extension, PathEntry file) =>
        _root.Resolve(string.Concat(path, extension)) is { IsDirectory: false, Version.Length: > 0 } encoded
            && encoded.Version.LastWriteTimeUtc >= file.Version.LastWriteTimeUtc
            ? encoded
            : null;
}
