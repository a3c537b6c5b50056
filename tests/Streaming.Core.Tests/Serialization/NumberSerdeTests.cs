using CsCheck;

namespace Streaming.Core.Tests;

public sealed class NumberSerdeTests
{
    private enum Colour : short
    {
        Red = 1,
        Green = -2,
    }

    [Fact]
    public void IntegersAreBigEndian()
    {
        Assert.Equal([0x12, 0x34], SerdeCheck.Bytes(Serdes.Int16, (short)0x1234));
        Assert.Equal([0xff, 0xff, 0xff, 0xfe], SerdeCheck.Bytes(Serdes.Int32, -2));
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 0], SerdeCheck.Bytes(Serdes.Int64, 256));
        Assert.Equal([7], SerdeCheck.Bytes(Serdes.Byte, (byte)7));
        Assert.Equal([0xff, 0xfe], SerdeCheck.Bytes(Serdes.Default<Colour>(), Colour.Green));
    }

    [Fact]
    public void RoundTripsAreCanonical()
    {
        SerdeCheck.Canonical(Serdes.Int16, Gen.Short);
        SerdeCheck.Canonical(Serdes.Int32, Gen.Int);
        SerdeCheck.Canonical(Serdes.Int64, Gen.Long);
        SerdeCheck.Canonical(Serdes.Single, Gen.Float.Special);
        SerdeCheck.Canonical(Serdes.Double, Gen.Double.Special);
        SerdeCheck.Canonical(Serdes.Double, Gen.Double);
        SerdeCheck.Canonical(Serdes.Decimal, Gen.Decimal);
        SerdeCheck.Canonical(Serdes.Decimal, SerdeCheck.Pick(1.0m, 1.00m, 0m, -0.0m, 0.000m, 100m, 1e2m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m));
        SerdeCheck.Canonical(Serdes.Boolean, Gen.Bool);
        SerdeCheck.Canonical(Serdes.Guid, Gen.Guid);
        SerdeCheck.Canonical(Serdes.Default<Colour>(), SerdeCheck.Pick(Colour.Red, Colour.Green));
        SerdeCheck.Canonical(Serdes.Default<ulong>(), Gen.ULong);
        SerdeCheck.Canonical(Serdes.Default<char>(), Gen.Char);
        SerdeCheck.Canonical(Serdes.Default<Int128>(), Gen.Long.Select(x => (Int128)x * long.MaxValue));
        SerdeCheck.Canonical(Serdes.Default<int?>(), Gen.Int.Select(x => (int?)x));
    }

    [Fact]
    public void ZerosAndNaNsHaveOneForm()
    {
        Assert.Equal(SerdeCheck.Bytes(Serdes.Double, 0.0), SerdeCheck.Bytes(Serdes.Double, -0.0));
        Assert.Equal(SerdeCheck.Bytes(Serdes.Single, 0.0f), SerdeCheck.Bytes(Serdes.Single, -0.0f));
        Assert.Equal([0x7f, 0xf8, 0, 0, 0, 0, 0, 0], SerdeCheck.Bytes(Serdes.Double, BitConverter.Int64BitsToDouble(-1)));
        Assert.Equal([0x7f, 0xc0, 0, 0], SerdeCheck.Bytes(Serdes.Single, BitConverter.Int32BitsToSingle(-1)));
    }

    [Fact]
    public void GuidHasTheOrderOfItsText()
    {
        var guid = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        Assert.Equal("00112233445566778899AABBCCDDEEFF", Convert.ToHexString(SerdeCheck.Bytes(Serdes.Guid, guid)));
    }

    [Fact]
    public void MalformedBytesAreNamed()
    {
        Assert.Equal("A value of type Int32 takes 4 bytes, but there are 3.", Assert.Throws<FormatException>(() => Serdes.Int32.Read([1, 2, 3])).Message);
        Assert.Equal("A value of type Double takes 8 bytes, but there are 0.", Assert.Throws<FormatException>(() => Serdes.Double.Read([])).Message);
        Assert.Contains("neither 0 nor 1", Assert.Throws<FormatException>(() => Serdes.Boolean.Read([2])).Message, StringComparison.Ordinal);
        Assert.Contains("scale is 40", Assert.Throws<FormatException>(() => Serdes.Decimal.Read([40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Serdes.Guid.Read([1]));
    }

    [Fact]
    public void WritesAllocateNothing()
    {
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Int64, 5));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Double, 5.5));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Decimal, 5.50m));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Guid, Guid.Empty));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Default<Colour>(), Colour.Red));
        Assert.Equal(0, SerdeCheck.AllocatedByWrite(Serdes.Default<int?>(), 3));
    }
}
