namespace Rpress.LoadRunner;

/// <summary>One server under the messages of one round; times are in ms, those of the server's processor in µs a message, memory in bytes.</summary>
internal sealed record SocketMeasurement(double MessagesPerSecond, double P50, double P99, int Failed, double User, double System, long Memory)
{
    public double Cpu => User + System;
}
