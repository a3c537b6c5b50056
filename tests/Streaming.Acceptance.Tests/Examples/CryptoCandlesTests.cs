using System.Globalization;

namespace Streaming.Acceptance.Tests.Examples;

public sealed class CryptoCandlesTests
{
    [Fact]
    public async Task PrintsACandleOfEachCoinForEachFinishedWindow()
    {
        await using var program = ExampleProgram.Start("CryptoCandles");
        await program.ExpectExit(0, TimeSpan.FromSeconds(60));
        Assert.Empty(program.ErrorLines);
        var candles = program.Lines.Where(line => line.Contains("USD", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        // Twenty minutes of quotes: three to four windows, of which the last one or two stay open.
        Assert.InRange(candles.Count, 6, 12);
        Assert.Equal(candles.Count, candles.Select(cells => (cells[1], cells[2])).Distinct().Count());
        Assert.All(candles, cells =>
        {
            double[] prices = [.. cells.Skip(3).Take(4).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            var (open, high, low, close) = (prices[0], prices[1], prices[2], prices[3]);
            Assert.True(low <= Math.Min(open, close) && high >= Math.Max(open, close));
            Assert.Equal(0, DateTime.Parse(cells[2], CultureInfo.InvariantCulture).Minute % 5);
            Assert.InRange(int.Parse(cells[7], CultureInfo.InvariantCulture), 1, 15);
        });
    }
}
