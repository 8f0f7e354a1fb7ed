namespace Rpress.AotCheck;

/// <summary>One setting: its keys and texts in configuration, and the value that has to come out, which is not the default.</summary>
internal sealed record SettingCheck(string Name, IReadOnlyList<KeyValuePair<string, string?>> Keys, Func<RpressSettings, object?> Read, object Expected)
{
    public static SettingCheck Of(string name, string text, Func<RpressSettings, object?> read, object expected) =>
        new(name, [new(name, text)], read, expected);

    /// <summary>What is wrong with the setting, or null.</summary>
    public string? Verify(RpressSettings bound)
    {
        object? actual = Read(bound);
        return Equals(actual, Expected) ? null : $"{Name} is bound to {actual ?? "null"}, not to {Expected}.";
    }
}
