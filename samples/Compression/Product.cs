namespace CompressionSample;

internal sealed record Product(int Id, string Name, decimal Price);
