namespace ChatSample;

/// <summary>What somebody said, and the file that they sent with it.</summary>
/// <param name="Id">Chosen by who sends it: what is sent again after a break is known to be the same.</param>
/// <param name="Name">Who.</param>
/// <param name="Text">What; the empty text for a file.</param>
/// <param name="SentAt">When, to the millisecond.</param>
/// <param name="File">The file; its bytes are at <c>/files/</c> and the id.</param>
internal sealed record ChatMessage(Guid Id, string Name, string Text, DateTimeOffset SentAt, ChatFile? File);
