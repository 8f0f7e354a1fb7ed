using Microsoft.Extensions.Primitives;

namespace Rpress.Tests.EngineIo;

/// <summary>RFC 7692 §5 and §7.1: what is answered to offers of permessage-deflate.</summary>
public sealed class DeflateNegotiationTests
{
    private const string Accepted = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private const string AcceptedWithWindow = Accepted + "; server_max_window_bits=15";

    [Theory]
    [InlineData("permessage-deflate")]
    [InlineData("  permessage-deflate ; client_max_window_bits  ")]
    [InlineData("permessage-deflate; client_max_window_bits=8")]
    [InlineData("permessage-deflate; client_max_window_bits=\"10\"")]
    [InlineData("permessage-deflate; client_max_window_bits = 15")]
    [InlineData("permessage-deflate; server_no_context_takeover; client_no_context_takeover")]
    [InlineData("x-webkit-deflate-frame, permessage-deflate")]
    [InlineData("other; a=\"x, y; z\\\"\", permessage-deflate")]
    [InlineData("permessage-deflate; server_max_window_bits=10, permessage-deflate")]
    [InlineData("permessage-deflate; mux=1, permessage-deflate; client_max_window_bits")]
    [InlineData(", permessage-deflate")]
    public void Offer_ThatCanBeMet_IsAcceptedWithoutContextTakeover(string offer) =>
        Assert.Equal(Accepted, DeflateNegotiation.AnswerTo(offer));

    [Theory]
    [InlineData("permessage-deflate; server_max_window_bits=15")]
    [InlineData("permessage-deflate; server_max_window_bits=\"15\"; client_max_window_bits")]
    [InlineData("permessage-deflate; server_max_window_bits=15, permessage-deflate")]
    public void Offer_WithTheWindowThatThePlatformHas_IsAcceptedWithIt(string offer) =>
        Assert.Equal(AcceptedWithWindow, DeflateNegotiation.AnswerTo(offer));

    [Theory]
    [InlineData("")]
    [InlineData("permessage-bzip2")]
    [InlineData("Permessage-Deflate")]
    [InlineData("permessage-deflate-x")]
    [InlineData("permessage-deflate=1")]
    [InlineData("permessage-deflate; unknown")]
    [InlineData("permessage-deflate; server_max_window_bits")]
    [InlineData("permessage-deflate; server_max_window_bits=8")]
    [InlineData("permessage-deflate; server_max_window_bits=14")]
    [InlineData("permessage-deflate; server_max_window_bits=16")]
    [InlineData("permessage-deflate; server_max_window_bits=015")]
    [InlineData("permessage-deflate; client_max_window_bits=7")]
    [InlineData("permessage-deflate; client_max_window_bits=16")]
    [InlineData("permessage-deflate; client_max_window_bits=")]
    [InlineData("permessage-deflate; client_max_window_bits=08")]
    [InlineData("permessage-deflate; server_no_context_takeover=1")]
    [InlineData("permessage-deflate; client_no_context_takeover=\"\"")]
    [InlineData("permessage-deflate; server_no_context_takeover; server_no_context_takeover")]
    [InlineData("permessage-deflate; client_max_window_bits; client_max_window_bits=9")]
    [InlineData("other; a=\"x, permessage-deflate")]
    public void Offer_ThatCannotBeMet_IsDeclined(string offer) => Assert.Null(DeflateNegotiation.AnswerTo(offer));

    [Fact]
    public void Offers_InSeveralLines_AreReadInOrder()
    {
        var lines = new StringValues(["permessage-deflate; server_max_window_bits=9", "permessage-deflate; server_max_window_bits=15, permessage-deflate"]);

        Assert.Equal(AcceptedWithWindow, DeflateNegotiation.AnswerTo(lines));
        Assert.Null(DeflateNegotiation.AnswerTo(StringValues.Empty));
    }
}
