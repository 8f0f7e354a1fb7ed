using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Aot;

/// <summary>Publishes a project as native code, into a folder of the test's own.</summary>
internal static class NativePublish
{
    // a minute on a machine of its own; a loaded one has taken six
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(15);
    private static readonly string[] _warnings = ["warning IL", ": warning "];

    /// <summary>The native executable's path.</summary>
    public static async Task<string> RunAsync(string project, string folder)
    {
        SkipWithoutToolchain();
        string[] linker = FindOnPath("clang") ? [] : ["-p:CppCompilerAndLinker=gcc"];
        string source = Path.Combine(CheckedOut.Root, project);
        (int exitCode, string output) = await ChildProcess.RunAsync(
            Dotnet.FileName,
            ["publish", source, "-c", "Release", "-p:PublishAot=true", .. linker, "--artifacts-path", folder, "-nodeReuse:false", "-p:UseSharedCompilation=false"],
            _bound);

        Assert.True(exitCode == 0, output);
        Assert.All(_warnings, warning => Assert.DoesNotContain(warning, output));
        string name = Path.GetFileName(source);
        return Path.Combine(folder, "publish", name, "release", OperatingSystem.IsWindows() ? name + ".exe" : name);
    }

    // build machines have a toolchain, and there nothing skips
    private static void SkipWithoutToolchain()
    {
        bool isBuildMachine = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.SkipUnless(
            isBuildMachine || OperatingSystem.IsWindows() || FindOnPath("clang") || FindOnPath("gcc"),
            "Native code needs a linker: install gcc (or clang) and zlib1g-dev, as ./test does.");
    }

    private static bool FindOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
