namespace UploadsSample;

internal sealed record UploadResult(string? Title, List<StoredFile> Files, long Total);
