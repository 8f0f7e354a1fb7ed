// Bodies larger than memory should hold: forms with files, raw bytes in chunks, and the body as a pipe.
//
//   dotnet run --project samples/Uploads
//   curl localhost:3000/upload -F title=Holiday -F file=@photo.jpg
//   curl localhost:3000/chunks -T video.mp4 -X POST
//   curl localhost:3000/lines --data-binary @server.log -H 'Content-Type: text/plain'
//
// Set UPLOADS to a folder to keep the files; without it they go to a temporary one.
using System.IO.Pipelines;
using Rpress;
using UploadsSample;

using var folder = UploadFolder.Open(Environment.GetEnvironmentVariable("UPLOADS"));

// 1 MB for every route; what is larger is answered with 413, whatever the client announced.
var app = new RpressApp(new RpressOptions { MaxBodySize = 1024 * 1024, Json = SampleJson.Default.Options });

var small = new RpressRoutes();
small.Get("/", request => ResponsePayload.Html("""
    <!doctype html>
    <meta charset="utf-8">
    <title>Upload</title>
    <form method="post" action="/upload" enctype="multipart/form-data">
      <input name="title" placeholder="Title">
      <input name="file" type="file" multiple required>
      <button>Upload</button>
    </form>
    """));
small.Post("/note", async request => $"A note of {(await request.Body.ReadBytesAsync()).Length} bytes");
app.AddRouteGroup(small);

// 50 MB for the routes of this group: its own limit wins over the global one.
var uploads = new RpressRoutes { MaxBodySize = 50 * 1024 * 1024 };

// A form, part by part as it arrives; a file goes straight to disk and is never whole in memory.
uploads.Post("/upload", async request =>
{
    string? title = null;
    var files = new List<StoredFile>();
    await foreach (MultipartPart part in request.Body.ReadMultipartAsync(request.Aborted))
    {
        if (part.IsFile)
        {
            files.Add(await folder.StoreAsync(part, request.Aborted));
        }
        else if (part.Name == "title")
        {
            title = await part.ReadTextAsync(request.Aborted);
        }
    }

    return new UploadResult(title, files, files.Sum(file => file.Length));
});

// Raw bytes: each chunk is valid until the next one is asked for.
uploads.Post("/chunks", async request =>
{
    long total = 0;
    int chunks = 0;
    await foreach (ReadOnlyMemory<byte> chunk in request.Body.ReadChunksAsync(request.Aborted))
    {
        total += chunk.Length;
        chunks++;
    }

    return $"Processed {total} bytes in {chunks} chunks";
});

// The body as a pipe, for parsers that decide themselves how much they take.
uploads.Post("/lines", async request =>
{
    long lines = 0;
    PipeReader reader = request.Body.Reader;
    while (true)
    {
        ReadResult result = await reader.ReadAsync(request.Aborted);
        foreach (ReadOnlyMemory<byte> segment in result.Buffer)
        {
            lines += segment.Span.Count((byte)'\n');
        }

        reader.AdvanceTo(result.Buffer.End);
        if (result.IsCompleted)
        {
            return $"{lines} lines";
        }
    }
});

// Anything that writes to or reads from a stream works on the body, too.
uploads.Put("/files/:name", async request =>
{
    StoredFile file = await folder.StoreAsync(request.Params["name"]!, request.Body.AsStream(), request.Aborted);
    return ResponsePayload.Json(file).WithStatus(201);
});
app.AddRouteGroup(uploads);

var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
await app.ListenAsync($"localhost:{port}");
