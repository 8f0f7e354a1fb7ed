namespace Rpress.AotCheck;

internal sealed record Parcel(string Label, byte[] Bytes);
