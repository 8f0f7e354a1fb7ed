using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>The one place that asks the application whether a client may join.</content>
public sealed partial class RpressNamespace
{
    private const string OpaqueMessage = "The server failed to authenticate the client.";

    /// <summary>Asks the middleware about a client.</summary>
    /// <returns>What the client is told if it may not join; null if it may. It is written here, as getters of the user's data are user code.</returns>
    internal async ValueTask<SocketIoPacket?> AdmitAsync(RpressSocket socket)
    {
        try
        {
            AdmissionDecision decision = await RunAsync(Handlers.Admission.All, 0, socket);
            return decision.IsAccepted ? null : Refuse(decision.Refusal!, decision.Data);
        }
        catch (SocketMiddlewareException refusal)
        {
            return TryRefuse(refusal);
        }
        catch (Exception error) when (error is IRpressError)
        {
            return Refuse(error.Message);
        }
        catch (Exception error)
        {
            LogAdmissionFailed(Io.Logger, Name, error);
            return Refuse(OpaqueMessage);
        }
    }

    private static ValueTask<AdmissionDecision> RunAsync(AdmissionStage[] stages, int index, RpressSocket socket) => index == stages.Length
        ? new(AdmissionDecision.Accepted)
        : stages[index](socket, () => RunAsync(stages, index + 1, socket));

    private SocketIoPacket TryRefuse(SocketMiddlewareException refusal)
    {
        try
        {
            return Refuse(refusal.Message, refusal.ErrorData);
        }
        catch (Exception error)
        {
            LogAdmissionFailed(Io.Logger, Name, error);
            return Refuse(OpaqueMessage);
        }
    }

    private SocketIoPacket Refuse(string message, object? data = null) => SocketIoEncoder.ConnectError(Name, message, data, Io.Json);

    [LoggerMessage(2101, LogLevel.Error, "Middleware that decides about clients of {Namespace} failed.")]
    private static partial void LogAdmissionFailed(ILogger logger, string @namespace, Exception error);
}
