namespace Rpress.Tests.Middleware.StaticFiles;

public sealed class FileRootTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rpress-").FullName;
    private readonly FileRoot _root;

    public FileRootTests()
    {
        Write("root/a.txt");
        Write("root/sub/b.txt");
        Write("root/.git/config");
        Write("outside/secret.txt");
        Write("rootfoo/c.txt");
        _root = FileRoot.Open(At("root"))!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", true)]
    [InlineData("/", true)]
    [InlineData("/a.txt", false)]
    [InlineData("/sub", true)]
    [InlineData("/sub/", true)]
    [InlineData("/sub/b.txt", false)]
    public void Path_Inside_IsFound(string path, bool isDirectory) => Assert.Equal(isDirectory, _root.Resolve(path)?.IsDirectory);

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/a.txt/b")]
    [InlineData("//a.txt")]
    [InlineData("/sub//b.txt")]
    [InlineData("/.git/config")]
    [InlineData("/sub/../a.txt")]
    [InlineData("/sub/..%2Fa.txt")]
    [InlineData("/../outside/secret.txt")]
    public void Path_OtherwiseSpelled_IsNotFound(string path) => Assert.Null(_root.Resolve(path));

    [Theory]
    [InlineData("../outside/secret.txt")]
    [InlineData("../rootfoo/c.txt")]
    [InlineData("/etc")]
    [InlineData("..")]
    [InlineData("../outside")]
    [InlineData(".git/config")]
    [InlineData(".git")]
    [InlineData("sub/../.git/config")]
    [InlineData("gone")]
    [InlineData("link")]
    public void Link_OutOfTheRootOrHiddenOrNowhere_IsNotFound(string target)
    {
        Link("root/link", target);

        Assert.Null(_root.Resolve("/link"));
        Assert.Null(_root.TryResolve(_root.Resolve("/")!, "link"));
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("./sub/../a.txt")]
    [InlineData("../root/a.txt")]
    public void Link_ThatStaysInside_IsItsTarget(string target)
    {
        Link("root/link", target);
        Link("root/absolute", At("root/a.txt"));

        Assert.Equal(_root.Resolve("/a.txt"), _root.Resolve("/link"));
        Assert.Equal(_root.Resolve("/a.txt"), _root.Resolve("/absolute"));
    }

    [Fact]
    public void Link_OfADirectory_IsFollowedAndJudgedAtItsEnd()
    {
        Link("root/out", "../outside");
        Link("root/in", "sub");
        Link("outside/back", At("root/sub"));

        Assert.Null(_root.Resolve("/out/secret.txt"));
        Assert.NotNull(_root.Resolve("/in/b.txt"));
        Assert.NotNull(_root.Resolve("/out/back/b.txt"));
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void Links_InAChain_AreFollowedUpTo40(int count, bool isFound)
    {
        Link("root/1", "a.txt");
        for (int i = 2; i <= count; i++)
        {
            Link($"root/{i}", $"{i - 1}");
        }

        Assert.Equal(isFound, _root.Resolve($"/{count}") is not null);
    }

    [Fact]
    public void Links_InACircle_AreNotFound()
    {
        Link("root/1", "2");
        Link("root/2", "1");

        Assert.Null(_root.Resolve("/1"));
        Assert.Null(_root.Resolve("/1/a.txt"));
    }

    [Fact]
    public void Root_ReachedByALinkOrHiddenItself_IsItsRealPath()
    {
        Link("link", "root");

        Assert.Equal(_root.Resolve("/a.txt"), FileRoot.Open(At("link"))!.Resolve("/a.txt"));
        Assert.NotNull(FileRoot.Open(At("root/.git"))!.Resolve("/config"));
        Assert.Null(FileRoot.Open(At("root/a.txt")));
        Assert.Null(FileRoot.Open(At("nowhere")));
    }

    [Fact]
    public void Root_OfTheFileSystem_HoldsEverything()
    {
        FileRoot root = FileRoot.Open(Path.GetPathRoot(_folder)!)!;

        Assert.True(root.Resolve("/")!.IsDirectory);
        Assert.Null(root.Resolve("/.."));
    }

    // each name is short enough, but not all of them together
    [Fact]
    public void Path_LongerThanTheSystemTakes_IsNotFound() =>
        Assert.Null(_root.Resolve(string.Concat(Enumerable.Repeat("/" + new string('a', 250), 20))));

    private string At(string path) => Path.Combine(_folder, path);

    private void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), path);
    }

    private void Link(string path, string target) => File.CreateSymbolicLink(At(path), target);
}
