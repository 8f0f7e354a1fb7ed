using Microsoft.Extensions.Logging;

namespace TracingSample;

internal static partial class OrderLog
{
    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} loaded.")]
    public static partial void Loaded(ILogger logger, int orderId);
}
