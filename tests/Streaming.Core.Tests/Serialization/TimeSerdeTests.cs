using CsCheck;

namespace Streaming.Core.Tests;

public sealed class TimeSerdeTests
{
    [Fact]
    public void RoundTripsAreCanonical()
    {
        SerdeCheck.Canonical(Serdes.DateTime, Gen.DateTime.Utc);
        SerdeCheck.Canonical(Serdes.DateTime, Gen.DateTime.Utc.Select(x => DateTime.SpecifyKind(x, DateTimeKind.Unspecified)));
        SerdeCheck.Canonical(Serdes.DateTimeOffset, Gen.DateTimeOffset);
        SerdeCheck.Canonical(Serdes.DateOnly, Gen.DateOnly);
        SerdeCheck.Canonical(Serdes.TimeSpan, Gen.TimeSpan);
        SerdeCheck.Canonical(Serdes.Default<TimeOnly>(), Gen.TimeOnly);
    }

    [Fact]
    public void KindOfADateTimeIsKept()
    {
        var utc = new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc);
        Assert.Equal(DateTimeKind.Utc, SerdeCheck.RoundTrip(Serdes.DateTime, utc).Kind);
        Assert.Equal(DateTimeKind.Unspecified, SerdeCheck.RoundTrip(Serdes.DateTime, DateTime.SpecifyKind(utc, DateTimeKind.Unspecified)).Kind);
        Assert.Equal(utc, SerdeCheck.RoundTrip(Serdes.DateTime, utc.ToLocalTime()));
    }

    [Fact]
    public void TheSameInstantHasTheSameBytes()
    {
        var utc = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(SerdeCheck.Bytes(Serdes.DateTimeOffset, utc), SerdeCheck.Bytes(Serdes.DateTimeOffset, utc.ToOffset(TimeSpan.FromHours(5))));
    }

    [Fact]
    public void ValuesOutOfRangeAreRefused()
    {
        byte[] ones = [0x3f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        Assert.Throws<FormatException>(() => Serdes.DateTime.Read(ones));
        Assert.Throws<FormatException>(() => Serdes.DateTimeOffset.Read(ones));
        Assert.Throws<FormatException>(() => Serdes.DateOnly.Read([0xff, 0, 0, 0]));
        Assert.Throws<FormatException>(() => Serdes.Default<TimeOnly>().Read(ones));
        Assert.Throws<FormatException>(() => Serdes.TimeSpan.Read([1]));
    }
}
