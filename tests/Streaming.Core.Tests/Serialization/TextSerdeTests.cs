using CsCheck;

namespace Streaming.Core.Tests;

public sealed class TextSerdeTests
{
    [Fact]
    public void RoundTripsAreCanonical()
    {
        SerdeCheck.Canonical(Serdes.Utf8, Gen.String[Gen.Char[' ', '\ud7ff'], 0, 3000]);
        SerdeCheck.Canonical(Serdes.Utf8, SerdeCheck.Pick("", "a", "日本語", "😀"));
        SerdeCheck.Canonical(Serdes.Utf8Slice, Gen.String[0, 5].Select(text => new Utf8Slice(text)));
    }

    [Fact]
    public void BytesAreWrittenAsTheyAre()
    {
        Assert.Equal([1, 2, 3], SerdeCheck.RoundTrip(Serdes.Bytes, [1, 2, 3]));
        Assert.Equal([1, 2, 3], SerdeCheck.RoundTrip(Serdes.Memory, new byte[] { 1, 2, 3 }).ToArray());
        Assert.Empty(SerdeCheck.Bytes(Serdes.Bytes, []));
    }

    [Fact]
    public void ASliceThatWasReadOwnsItsMemory()
    {
        byte[] buffer = "abc"u8.ToArray();
        var slice = Serdes.Utf8Slice.Read(buffer);
        buffer[0] = (byte)'x';
        Assert.Equal("abc", slice.ToString());
    }

    [Fact]
    public void BadUtf8BecomesTheReplacementCharacter() => Assert.Equal("a\ufffd", Serdes.Utf8.Read([(byte)'a', 0xff]));

    [Fact]
    public void WritesAllocateNothing()
    {
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Utf8, "some text"));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Utf8, new string('ä', 5000)));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Utf8Slice, new Utf8Slice("some text")));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Bytes, [1, 2, 3]));
    }
}
