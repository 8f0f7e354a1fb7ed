namespace Rpress;

/// <summary>A handler in the one form that the corridor runs, made from any form that a user may write.</summary>
internal delegate ValueTask EventCallback(EventArguments arguments, EventAck ack);
