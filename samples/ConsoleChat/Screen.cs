namespace ConsoleChatSample;

/// <summary>Writes lines, each whole. What others wrote cannot steer the terminal.</summary>
internal static class Screen
{
    private static readonly Lock _gate = new();

    public static void Write(string line)
    {
        string shown = new([.. line.Where(letter => !char.IsControl(letter))]);
        lock (_gate)
        {
            Console.WriteLine(shown);
        }
    }

    public static void Write(ChatMessage message) =>
        Write($"[{message.SentAt.ToLocalTime():HH:mm}] {message.Name}: {(message.File is { } file ? $"({file.Name}, {file.Size} bytes)" : message.Text)}");
}
