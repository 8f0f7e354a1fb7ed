using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rpress;

/// <summary>Puts the security headers on the response before anything inside runs, so that errors carry them too.</summary>
internal sealed class SecurityHeadersMiddleware(RpressSecurityHeaders settings)
{
    private readonly KeyValuePair<string, StringValues>[] _fields = [.. settings.Fields().Select(field => KeyValuePair.Create(field.Key, new StringValues(field.Value)))];
    private readonly StringValues _strictTransport = string.IsNullOrEmpty(settings.StrictTransportSecurity) ? StringValues.Empty : settings.StrictTransportSecurity;

    public ValueTask<ResponsePayload> InvokeAsync(RequestPayload request, RpressNext next)
    {
        WriteHeaders(request);
        return next(request);
    }

    public void WriteHeaders(RequestPayload request)
    {
        IHeaderDictionary headers = request.Exchange.ResponseHeaders;
        foreach ((string name, StringValues value) in _fields)
        {
            headers[name] = value;
        }

        // RFC 6797 §7.2: never over a connection that is not secure.
        if (_strictTransport.Count > 0 && request.Scheme == "https")
        {
            headers.StrictTransportSecurity = _strictTransport;
        }
    }
}
