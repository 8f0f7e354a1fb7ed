namespace UploadsSample;

internal sealed record StoredFile(string Name, long Length, string Sha256);
