namespace RoutesSample;

internal sealed record NewOrder(string Product, int Quantity);
