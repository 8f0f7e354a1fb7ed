using System.Reflection;
using Microsoft.Extensions.Configuration;
using Rpress.AotCheck;

namespace Rpress.SampleTests.Aot;

/// <summary>The list that AotCheck binds is whole, and each of its values shows that it was bound.</summary>
public sealed class EverySettingTests
{
    [Fact]
    public void Checks_Names_AreTheSettableProperties()
    {
        IEnumerable<string> settable = typeof(RpressSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => property.Name);

        Assert.Equal(settable.Order(), EverySetting.Checks.Select(check => check.Name).Order());
        Assert.All(EverySetting.Checks, check => Assert.All(check.Keys, key => Assert.Equal(check.Name, key.Key.Split(':')[0])));
    }

    [Fact]
    public void Checks_Values_DifferFromTheDefaults() =>
        Assert.All(EverySetting.Checks, check => Assert.NotNull(check.Verify(new RpressOptions())));

    [Fact]
    public void Checks_Configuration_BindsEverySetting()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(EverySetting.Checks.SelectMany(check => check.Keys)).Build();

        RpressOptions options = RpressOptions.From(configuration);

        Assert.All(EverySetting.Checks, check => Assert.Null(check.Verify(options)));
    }
}
