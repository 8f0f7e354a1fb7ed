namespace Rpress.LoadRunner;

/// <summary>Servers under the messages of one round; times are in ms, those of the servers' and of the Redis' processor in µs a message, memory in bytes.</summary>
internal sealed record SocketMeasurement(double MessagesPerSecond, double P50, double P99, int Failed, double User, double System, long Memory, double Redis)
{
    public double Cpu => User + System;
}
