using Rpress.InteropTests.Browser;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
