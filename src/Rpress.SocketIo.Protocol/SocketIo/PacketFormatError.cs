namespace Rpress.SocketIo.Protocol;

/// <summary>What is wrong with a packet.</summary>
public enum PacketFormatError
{
    /// <summary>It is empty, or begins with no known type.</summary>
    UnknownType,

    /// <summary>It is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The count of its attachments is no number followed by a hyphen, or a placeholder points to none of them or to another's.</summary>
    IllegalAttachments,

    /// <summary>It announces more attachments than the limit.</summary>
    TooManyAttachments,

    /// <summary>The namespace is longer than the limit.</summary>
    NamespaceTooLong,

    /// <summary>The id of its ack is no number, longer than 20 digits, or above what 64 bits hold.</summary>
    InvalidAckId,

    /// <summary>The payload is malformed, too deep, or not what its type asks for.</summary>
    InvalidPayload,

    /// <summary>The event's name is one that clients may not send.</summary>
    ReservedEvent,

    /// <summary>Text came where attachments were due, or where the parser knows none.</summary>
    UnexpectedText,

    /// <summary>An attachment came where none was due.</summary>
    UnexpectedBinary,

    /// <summary>The namespace is missing, does not begin with a slash, or holds a comma.</summary>
    InvalidNamespace,
}
