namespace RoutesSample;

internal sealed record Order(long Id, long UserId, string Product, int Quantity);
