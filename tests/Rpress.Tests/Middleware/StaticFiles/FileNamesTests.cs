namespace Rpress.Tests.Middleware.StaticFiles;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a..b.css")]
    [InlineData("a b")]
    [InlineData("żółw.svg")]
    [InlineData("100%")]
    [InlineData("console.js")]
    [InlineData("com.js")]
    [InlineData("com10.txt")]
    [InlineData("null")]
    [InlineData("~user")]
    [InlineData("a~1")]
    public void Name_ThatIsPlain_CanBeServed(string name) =>
        Assert.Equal(!OperatingSystem.IsWindows() || name != "a~1", FileNames.CanBeServed(name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData(".env")]
    [InlineData(".GIT")]
    [InlineData("..;")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("C:")]
    [InlineData("file.css::$DATA")]
    [InlineData("file.css.")]
    [InlineData("file.css ")]
    [InlineData("a\0.css")]
    [InlineData("a\u001f")]
    [InlineData("a\u007f")]
    [InlineData("a\u0085")]
    [InlineData("con")]
    [InlineData("CON.txt")]
    [InlineData("con .txt")]
    [InlineData("nul.tar.gz")]
    [InlineData("AUX")]
    [InlineData("prn.css")]
    [InlineData("com1")]
    [InlineData("LPT9.log")]
    [InlineData("com\u00b9.txt")]
    [InlineData("CONIN$")]
    public void Name_OfAnotherMeaning_IsRefused(string name) => Assert.False(FileNames.CanBeServed(name));

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Name_LongerThanAnyFileSystemTakes_IsRefused(int length, bool expected)
    {
        Assert.Equal(expected, FileNames.CanBeServed(new string('a', length)));
        Assert.Equal(expected, FileNames.CanBeServed(new string('a', length - 2) + "ż"));
    }

    [Theory]
    [InlineData("GIT~1", true)]
    [InlineData("LONGFI~12.TXT", true)]
    [InlineData("~", false)]
    [InlineData("a~b", false)]
    [InlineData("ab1", false)]
    public void ShortName_OfWindows_IsKnown(string name, bool expected) => Assert.Equal(expected, FileNames.IsShortName(name));
}
