using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

public sealed class FileReaderTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void Reports_OfVeryManyFiles_EndAtABound(int more)
    {
        var logs = new CollectingLoggerFactory();
        var reader = new FileReader(logs.CreateLogger("files"));

        for (var i = 0; i < 2 * (FileReader.MaxReported + more); i++)
        {
            reader.Report($"/{i / 2}", new UnauthorizedAccessException());
        }

        Assert.Equal(Math.Min(FileReader.MaxReported, FileReader.MaxReported + more), logs.Entries.Count);
    }

    // EMFILE and ENFILE are the server's trouble; all else is the file's
    [Theory]
    [InlineData(24, true)]
    [InlineData(23, true)]
    [InlineData(unchecked((int)0x80070004), true)]
    [InlineData(5, false)]
    [InlineData(40, false)]
    public void Failure_ToOpen_IsTheServersOrTheFiles(int error, bool isOutOfFiles) =>
        Assert.Equal(isOutOfFiles, FileReader.IsOutOfFiles(new IOException("failed", error)));

    // whoever waits for a pipe's other end waits for ever
    [Fact]
    public void File_WithoutLength_IsNotOpened()
    {
        var reader = new FileReader(new CollectingLoggerFactory().CreateLogger("files"));

        Assert.Empty(reader.Read(new("/nowhere", false, default), 10)!.Value.Bytes!);
        Assert.Null(reader.Read(new("/nowhere", false, new(1, default)), 10));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    public void File_LargerThanTheMost_HasAVersionAndNoBytes(int most, bool isRead)
    {
        using var folder = new TempDirectory();
        var path = folder.WriteFile("a", "0123456789");
        var reader = new FileReader(new CollectingLoggerFactory().CreateLogger("files"));

        var (version, bytes) = reader.Read(new(path, false, new(1, default)), most)!.Value;

        Assert.Equal((10, isRead), (version.Length, bytes is not null));
        Assert.Equal(File.GetLastWriteTimeUtc(path), version.LastWriteTimeUtc);
    }
}
