namespace Rpress.Tests.Middleware.SecurityHeaders;

public sealed class RpressSecurityHeadersTests
{
    public static TheoryData<string, Action<RpressSecurityHeaders>> Wrong => new()
    {
        { "Content-Security-Policy", headers => headers.ContentSecurityPolicy = "a\r\nSet-Cookie: b=c" },
        { "X-Frame-Options", headers => headers.XFrameOptions = "DENY\0" },
        { "X-XSS-Protection", headers => headers.XXssProtection = "\u010D" },
        { "Strict-Transport-Security", headers => headers.StrictTransportSecurity = "max-age=1\n" },
        { "'Permissions Policy'", headers => headers.Custom["Permissions Policy"] = "x" },
        { "''", headers => headers.Custom[""] = "x" },
        { "Permissions-Policy", headers => headers.Custom["Permissions-Policy"] = "a\nb" },
        { "Content-Length", headers => headers.Custom["Content-Length"] = "5" },
        { "transfer-encoding", headers => headers.Custom["transfer-encoding"] = "chunked" },
        { "'Connection'", headers => headers.Custom["Connection"] = "close" },
        { "'Content-Type'", headers => headers.Custom["Content-Type"] = "text/html" },
        { "'server'", headers => headers.Custom["server"] = "x" },
        { "'X-Request-ID'", headers => headers.Custom["X-Request-ID"] = "x" },
        { "'X-Content-Type-Options'", headers => headers.Custom["X-Content-Type-Options"] = "x" },
        { "'Set-Cookie'", headers => headers.Custom["Set-Cookie"] = "a=b" },
        { "'Access-Control-Allow-Origin', which would be said to every origin", headers => headers.Custom["Access-Control-Allow-Origin"] = "*" },
        { "'X-Frame-Options', which has a setting", headers => headers.Custom["X-Frame-Options"] = "DENY" },

        // among the others it would go out in the clear
        { "'strict-transport-security', which has a setting", headers => headers.Custom["strict-transport-security"] = "max-age=1" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OneMistake_IsTheOneError(string expected, Action<RpressSecurityHeaders> spoil)
    {
        var headers = RpressSecurityHeaders.Recommended;
        spoil(headers);

        string error = Assert.Single(Validate(headers));

        Assert.StartsWith("SecurityHeaders", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_RecommendedOrNothing_FindsNothing()
    {
        Assert.Empty(Validate(RpressSecurityHeaders.Recommended));
        Assert.Empty(Validate(new()));
    }

    [Fact]
    public void Recommended_EachCall_IsNew()
    {
        RpressSecurityHeaders.Recommended.Custom.Clear();

        Assert.NotEmpty(RpressSecurityHeaders.Recommended.Custom);
    }

    private static List<string> Validate(RpressSecurityHeaders headers)
    {
        var errors = new List<string>();
        OptionsValidator.Validate(new RpressOptions { SecurityHeaders = headers }, errors);
        return errors;
    }
}
