using System.Text;

namespace Streaming.Core.Tests;

/// <summary>Values of org.apache.kafka.common.utils.Utils.murmur2.</summary>
public sealed class Murmur2Tests
{
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void HashesAsJavaDoes(string text, int expected) => Assert.Equal(expected, Murmur2.Hash(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void PartitionIgnoresTheSign()
    {
        Assert.Equal((-973932308 & 0x7fffffff) % 7, Murmur2.PartitionOf(-973932308, 7));
        Assert.Equal(0, Murmur2.PartitionOf(int.MinValue, 5));
        for (int hash = -10; hash < 10; hash++)
        {
            Assert.InRange(Murmur2.PartitionOf(hash, 3), 0, 2);
        }
    }
}
