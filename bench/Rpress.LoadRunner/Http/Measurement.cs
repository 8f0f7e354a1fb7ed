namespace Rpress.LoadRunner;

/// <summary>One server under one load in one round; times of the server's processor are in microseconds a request.</summary>
internal sealed record Measurement(LoadResult Load, double User, double System, long PeakMemory)
{
    public double Cpu => User + System;

    public static async Task<Measurement> TakeAsync(Scenario scenario, RunningPeer server)
    {
        (TimeSpan user, TimeSpan system) = server.CpuTime;
        LoadResult load = await LoadGenerator.RunAsync(scenario, server.Port);
        (TimeSpan userAfter, TimeSpan systemAfter) = server.CpuTime;
        return new(
            load,
            (userAfter - user).TotalMicroseconds / scenario.Requests,
            (systemAfter - system).TotalMicroseconds / scenario.Requests,
            server.PeakMemory);
    }
}
