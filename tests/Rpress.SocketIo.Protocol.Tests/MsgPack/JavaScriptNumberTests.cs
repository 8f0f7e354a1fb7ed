using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Rpress.SocketIo.Protocol.Tests.MsgPack;

/// <summary>ECMAScript, "Number::toString": the text of numbers.</summary>
public sealed class JavaScriptNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(100, "100")]
    [InlineData(123456.789, "123456.789")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(0.0000001, "1e-7")]
    [InlineData(-0.00000123, "-0.00000123")]
    [InlineData(0.000000123, "1.23e-7")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(9223372036854775808d, "9223372036854776000")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(-1.7976931348623157E+308, "-1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void ToText_OfAnyNumber_IsJavaScripts(double value, string text) => Assert.Equal(text, JavaScriptNumber.ToText(value));

    [Fact]
    public void ToText_OfAnyBits_IsTheSameNumberAgain() =>
        Prop.ForAll(Arb.From(Gen.Choose(int.MinValue, int.MaxValue).Two()), halves =>
        {
            double value = BitConverter.Int64BitsToDouble(((long)halves.Item1 << 32) | (uint)halves.Item2);
            return !double.IsFinite(value) || double.Parse(JavaScriptNumber.ToText(value), CultureInfo.InvariantCulture) == value;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(20261122, 7));
}
