using System.Text;
using CsCheck;

namespace Streaming.Core.Tests;

public sealed class ValueOrderTests
{
    [Fact]
    public void TextIsInTheOrderOfItsUtf8Bytes() => Gen.Select(Gen.String, Gen.String).Where(pair => IsWellFormed(pair.Item1) && IsWellFormed(pair.Item2)).Sample(pair =>
        Math.Sign(ValueOrder<string>.Compare(pair.Item1, pair.Item2)) == Math.Sign(Encoding.UTF8.GetBytes(pair.Item1).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(pair.Item2))));

    [Theory]
    [InlineData("\uFF5E", "\U0001F600")]
    [InlineData("a", "b")]
    [InlineData("", "a")]
    public void SurrogatesComeLast(string smaller, string larger)
    {
        Assert.True(ValueOrder<string>.Compare(smaller, larger) < 0);
        Assert.True(ValueOrder<string>.Compare(larger, smaller) > 0);
    }

    private static bool IsWellFormed(string text) => !Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Contains('\uFFFD', StringComparison.Ordinal);
}
